"""A paper is a value: cleaned, hashed, refused where it contradicts itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.kernel.documents.papers import Column, Grid, Paragraph, clean
from tests.kernel.papers import whole_paper


def test_the_same_paper_has_the_same_fingerprint() -> None:
    assert whole_paper().fingerprint == whole_paper().fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一个"},
        {"number": "试〔2026〕2 号"},
        {"mark": ""},
        {"dated": date(2026, 11, 21)},
        {"blocks": (Paragraph("x"),)},
        {"language": "en"},
    ],
)
def test_every_change_changes_the_fingerprint(change: dict[str, Any]) -> None:
    assert replace(whole_paper(), **change).fingerprint != whole_paper().fingerprint


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Grid((Column("a"), Column("b")), (("1",),))


def test_what_no_page_can_show_is_taken_out() -> None:
    assert clean("a\x00b\u202ec\r\nd\te") == "abc\nd e"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
