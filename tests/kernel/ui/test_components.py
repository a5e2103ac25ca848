"""Marks and badges say in words what colour only helps to see."""

import pytest
from django.template import Context, Template
from django.utils import translation

from shoumi.kernel.controls.verdict import Status
from shoumi.kernel.ui import components


@pytest.mark.parametrize("status", list(Status))
def test_a_verdict_has_an_icon_and_a_word(status: Status) -> None:
    badge = components.verdict_badge(status)
    assert "<use href=" in badge
    assert str(status.label) in badge


def test_a_verdict_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="nearly"):
        components.verdict_badge("nearly")


def test_a_tone_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="pink"):
        components.state_badge("Open", "pink")


@pytest.mark.parametrize(
    "made",
    [
        components.grade_mark("<b>", 1, "<i>"),
        components.state_badge("<b>"),
        components.person_chip("<b>", "<i>"),
        components.icon("home", "<b>"),
    ],
)
def test_hostile_words_are_escaped(made: str) -> None:
    assert "<b>" not in made
    assert "<i>" not in made
    assert "&lt;b&gt;" in made


def test_a_grade_shows_its_term_after_a_star_and_clamps_its_rank() -> None:
    marked = components.grade_mark("核心商密", 1, "至2029-08-31")
    assert "至2029-08-31" in marked
    assert "★" not in marked
    assert "mark-grade-4" in components.grade_mark("内部", 9)


def test_nobody_is_said_in_words() -> None:
    with translation.override("en"):
        assert "Nobody" in components.person_chip("")


def test_a_confirmation_is_a_form_that_posts_with_its_content() -> None:
    page = Template(
        '{% load ui %}{% confirm url="/void" button="Void" title="Void it?" %}'
        '<input name="because">{% endconfirm %}'
    )
    html = page.render(Context({"csrf_token": "a-token"}))
    assert '<form method="post" action="/void">' in html
    assert '<input name="because">' in html
    assert 'name="csrfmiddlewaretoken" value="a-token"' in html
