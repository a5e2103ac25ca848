"""The three legal elements and the kinds of measures."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from shoumi.domains.register.rules.elements import (
    Element,
    MeasureType,
    refused,
    refuses_grounds,
)

GOOD: dict[str, str] = {
    Element.SECRECY: "配比从未公开，检索论文与专利均未见",
    Element.VALUE: "使良率提高 8%，每年节省成本约 300 万元",
    Element.PROTECTION: "only three named engineers hold the key to the cabinet",
}


@pytest.mark.parametrize(
    "text",
    [
        "", "  \n", "。", "……", "\u3000", "\u200b", "无", "无。", "暂无", "n/a", "N/A.",
        "none", "见附件", "无无无无无无无无无无", "是的", "xxxxxxxxxxxx", "啊啊啊啊啊啊啊啊啊啊",
        "没有公开", "yes", "test test test test test",
    ],
)  # fmt: skip
def test_empty_or_idle_grounds_are_refused(text: str) -> None:
    assert refuses_grounds(text)


@pytest.mark.parametrize(
    "text", [*GOOD.values(), "资料柜上锁。", "kept in a safe", "泄露会直接失标"]
)
def test_grounds_that_say_something_suffice(text: str) -> None:
    assert refuses_grounds(text) is None


def test_what_is_written_must_say_something_and_the_rest_may_wait() -> None:
    assert refused(GOOD) == refused({}) == refused(dict.fromkeys(Element, "")) == ()
    assert [gap.element for gap in refused({**GOOD, Element.VALUE: "无"})] == [Element.VALUE]


def test_the_same_words_do_not_ground_two_elements() -> None:
    copied = {**GOOD, Element.PROTECTION: GOOD[Element.SECRECY] + "。"}
    assert [gap.element for gap in refused(copied)] == [Element.PROTECTION]


@given(st.text(alphabet="。，.;- \t\n\u3000/—…!？", max_size=40))
def test_signs_alone_never_ground_anything(text: str) -> None:
    assert refuses_grounds(text)


def test_every_element_and_measure_has_a_label() -> None:
    with override("en"):
        labels = [str(one.label) for one in (*Element, *MeasureType)]
    assert all(labels)
    assert len(set(labels)) == 13
