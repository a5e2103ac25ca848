"""Forms say what is wrong, where, and keep what was typed."""

import pytest
from django.utils import translation

from tests.kernel.ui.pages import NominationForm


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def test_errors_are_gathered_on_top_with_a_link_to_each_field() -> None:
    html = str(NominationForm({"title": ""}))
    top = html.index("Nothing was saved yet")
    assert '<a href="#id_title">名称</a>: This field is required.' in html
    assert top < html.index('name="title"')


def test_a_wrong_field_is_marked_and_described_for_those_who_cannot_see_it() -> None:
    html = str(NominationForm({"title": ""}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html


def test_what_was_typed_stays_and_is_escaped() -> None:
    html = str(NominationForm({"title": "<b>热处理"}))
    assert 'value="&lt;b&gt;热处理"' in html


def test_each_kind_of_field_has_its_class() -> None:
    html = str(NominationForm())
    assert html.count('class="form-control"') == 3
    assert 'class="form-select"' in html
    assert html.count('class="form-check-input"') == 5
    assert "Nothing was saved yet" not in html


def test_help_is_text_and_never_markup() -> None:
    form = NominationForm()
    form.fields["title"].help_text = "<script>"
    assert "<script>" not in str(form)
