"""The grading assistant: explainable, steady, and never the milder for a graver answer."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from shoumi.domains.register.catalogue import (
    InformationType,
    QuestionKind,
    Scheme,
    information,
    questions,
    schemes,
)
from shoumi.domains.register.rules.assistant import Origin, UnknownAnswer, propose
from shoumi.domains.register.rules.elements import Element

DEFAULT = schemes()["default"]
FACTORS = [one.code for one in questions().values() if one.kind is QuestionKind.FACTOR]

any_scheme = st.sampled_from(list(schemes().values()))
any_type = st.none() | st.sampled_from(list(information().types.values()))
any_answers = st.fixed_dictionaries(
    {}, optional={one.code: st.sampled_from(list(one.answers)) for one in questions().values()}
)


def kind(code: str) -> InformationType:
    return information().types[code]


@given(any_type, any_answers, any_scheme)
def test_the_grade_is_always_one_of_the_scheme(
    information_type: InformationType | None, answers: dict[str, str], scheme: Scheme
) -> None:
    proposal = propose(information_type, answers, scheme)
    assert proposal.grade in scheme.grades
    assert 0 <= proposal.score <= 100


@given(any_type, any_answers, any_scheme, st.randoms())
def test_the_same_answers_in_any_order_propose_the_same(
    information_type: InformationType | None, answers: dict[str, str], scheme: Scheme, dice: object
) -> None:
    turned = list(answers.items())
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert propose(information_type, answers, scheme) == propose(
        information_type, dict(turned), scheme
    )


@given(any_type, any_answers, any_scheme, st.sampled_from(FACTORS), st.integers(1, 5))
def test_a_higher_answer_never_lowers_the_grade(
    information_type: InformationType | None,
    answers: dict[str, str],
    scheme: Scheme,
    factor: str,
    higher: int,
) -> None:
    lower = {**answers, factor: str(min(higher, int(answers.get(factor, "1"))))}
    raised = {**answers, factor: str(higher)}
    before = propose(information_type, lower, scheme)
    after = propose(information_type, raised, scheme)
    assert after.grade.rank <= before.grade.rank
    assert after.score >= before.score


@given(any_type, any_answers, any_scheme)
def test_every_reason_names_what_it_comes_from(
    information_type: InformationType | None, answers: dict[str, str], scheme: Scheme
) -> None:
    reasons = propose(information_type, answers, scheme).reasons
    told = {one.code for one in reasons if one.origin is Origin.ANSWER}
    asked = {code for code in answers if questions()[code].kind is not QuestionKind.TERM}
    assert told == asked
    assert all(str(one).strip() for one in reasons)
    assert [one.origin for one in reasons].count(Origin.TERM) == 1


@pytest.mark.parametrize("scheme", schemes().values(), ids=str)
def test_the_type_alone_proposes_its_usual_grade_and_term(scheme: Scheme) -> None:
    levels = [one.level for one in scheme.grades]
    for information_type in information().types.values():
        proposal = propose(information_type, {}, scheme)
        if information_type.level in levels:
            assert proposal.grade.level is information_type.level
        assert proposal.term == information_type.term


def test_without_type_or_answers_an_ordinary_grade_with_its_own_term_is_proposed() -> None:
    proposal = propose(None, {}, DEFAULT)
    assert proposal.grade.code == "ordinary"
    assert proposal.term == proposal.grade.default_term


def test_the_highest_answers_make_an_ordinary_type_a_core_secret() -> None:
    assert propose(kind("quotation"), dict.fromkeys(FACTORS, "5"), DEFAULT).grade.code == "core"


def test_the_answer_about_its_life_decides_the_term() -> None:
    assert str(propose(kind("product_formula"), {"lasts": "three_years"}, DEFAULT).term) == "P3Y"
    assert str(propose(kind("product_formula"), {"lasts": "unsure"}, DEFAULT).term) == "long_term"


@pytest.mark.parametrize(
    ("factor", "element"),
    [("known_outside", Element.SECRECY), ("worked_out", Element.SECRECY), ("lead", Element.VALUE)],
)
def test_a_missing_element_proposes_the_lightest_grade_and_says_so(
    factor: str, element: Element
) -> None:
    answers = {**dict.fromkeys(FACTORS, "5"), factor: "1"}
    proposal = propose(kind("product_formula"), answers, DEFAULT)
    assert proposal.grade is DEFAULT.lightest
    assert proposal.missing == (element,)
    assert proposal.warnings
    assert any(one.origin is Origin.ELEMENT and one.code == element for one in proposal.reasons)


def test_a_possible_state_secret_stops_the_nomination_and_is_told_first() -> None:
    for answer in ("yes", "unsure"):
        proposal = propose(kind("customer_list"), {"state_secret": answer}, DEFAULT)
        assert proposal.must_stop
        assert proposal.warnings[0].code == "state_secret"
    assert not propose(kind("customer_list"), {"state_secret": "no"}, DEFAULT).must_stop


def test_poor_protection_warns_and_never_lowers_the_grade() -> None:
    for answer in questions()["guarded"].answers:
        proposal = propose(kind("product_formula"), {"guarded": answer}, DEFAULT)
        assert proposal.grade.code == "core"
    warned = propose(kind("product_formula"), {"guarded": "open"}, DEFAULT).warnings
    assert [one.code for one in warned] == ["unprotected"]


@pytest.mark.parametrize("answers", [{"harm": "6"}, {"harm": ""}, {"nothing": "1"}])
def test_an_unknown_answer_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(UnknownAnswer):
        propose(None, answers, DEFAULT)


def test_reasons_are_told_in_the_language_of_whoever_reads_them() -> None:
    proposal = propose(kind("product_formula"), {"harm": "5"}, DEFAULT)
    with override("en"):
        english = [str(one) for one in proposal.reasons]
    with override("zh-hans"):
        chinese = [str(one) for one in proposal.reasons]
    assert "A leak might end the company" in english
    assert "泄露可能危及公司生存" in chinese
