"""The mark's wording, and the signs that only state secrets bear."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.periods.terms import Term
from shoumi.kernel.documents.marks import marking, state_secret_mark, term_words


def test_a_mark_names_owner_grade_and_term() -> None:
    assert marking("某公司", "核心商密", "至2029-08-31") == "某公司 核心商密 至2029-08-31"


@pytest.mark.parametrize(
    "parts", [("", "核心商密", "长期"), ("某公司", " ", "长期"), ("某公司", "核心", "")]
)
def test_a_mark_that_lacks_a_part_is_refused(parts: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="owner, grade and term"):
        marking(*parts)


@pytest.mark.parametrize("grade", ["绝密", "机密", "核心★", "（秘密）"])
def test_a_state_secrets_grade_is_no_mark(grade: str) -> None:
    with pytest.raises(ValueError, match="state secret"):
        marking("某公司", grade, "长期")


def test_a_term_is_worded_as_marks_word_it() -> None:
    day = date(2026, 8, 31)
    with override("zh-hans"):
        assert term_words(Term.lasting(years=3), day) == "至2029-08-31"
        assert term_words(Term.until(date(2030, 1, 1)), day) == "至2030-01-01"
        assert term_words(Term.long_term(), day) == "长期"
        assert term_words(Term.until_public(), day) == "公布前"
    with override("en"):
        assert term_words(Term.lasting(years=3), day) == "until 2029-08-31"


@pytest.mark.parametrize(
    "text",
    [
        "绝密-方案.pdf",
        "机 密.docx",
        "项目（秘密）.pdf",
        "秘密★10年",
        "【秘密】x",
        "秘密-x.pdf",
        "文件★",
    ],
)
def test_a_state_secrets_sign_is_found(text: str) -> None:
    assert state_secret_mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "商业秘密清单.pdf",
        "核心商密.pdf",
        "机密性要求.docx",
        "商业秘密级别.xlsx",
        "秘密点说明.pdf",
        "保密协议",
    ],
)
def test_everyday_words_are_let_through(text: str) -> None:
    assert state_secret_mark(text) is None


@given(st.text(), st.text())
def test_a_sign_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert state_secret_mark(f"{before} 绝密 {after}")
