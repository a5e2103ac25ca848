"""The grading assistant: proposes a grade and a term and says why; a person decides (clause 4.2).

The score runs from 0 to 100: three quarters from the six answered factors by their weights, one
quarter from the level usual for the information type. A factor left open counts as the type's
level would have it, so the type alone proposes its own usual grade. A higher answer never lowers
the grade. Questions and weights are in the catalogue; how much they count is our own default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import (
    Answer,
    Bilingual,
    Caution,
    Grade,
    InformationType,
    Level,
    Question,
    QuestionKind,
    Scheme,
    questions,
)
from shoumi.domains.register.rules.elements import Element
from shoumi.foundation.periods import Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_USUAL_SCORE = {Level.CORE: 100, Level.IMPORTANT: 67, Level.ORDINARY: 33, Level.INTERNAL: 0}
_USUAL_ANSWER = {Level.CORE: 5, Level.IMPORTANT: 4, Level.ORDINARY: 3, Level.INTERNAL: 2}
_ANSWERS_SHARE, _TYPE_SHARE = 3, 1


class Origin(StrEnum):
    """What a reason comes from."""

    INFORMATION_TYPE = "information_type"
    ANSWER = "answer"
    SCORE = "score"
    ELEMENT = "element"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class ProposalReason:
    """One reason; ``code`` names the type, question, element or grade that it comes from."""

    origin: Origin
    code: str
    text: Bilingual | StrOrPromise

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the assistant proposes. ``score`` runs from 0 to 100.

    ``missing`` are the legal elements that the answers rule out: with any, this is hardly a trade
    secret and the lightest grade of the scheme is proposed.
    """

    grade: Grade
    term: Term
    score: int
    reasons: tuple[ProposalReason, ...]
    warnings: tuple[Caution, ...]
    missing: tuple[Element, ...] = ()

    @property
    def must_stop(self) -> bool:
        """Whether the nomination must not go on: it may hold state secrets."""
        return any(caution.stops for caution in self.warnings)


class UnknownAnswer(ValueError):
    """An answer or a question that the catalogue doesn't hold."""


def propose(
    information_type: InformationType | None, answers: Mapping[str, str], scheme: Scheme
) -> Proposal:
    """The grade and term for these answers, by question code and answer code (``{"harm": "4"}``).

    Any question may be left open, and the type may be unknown. Raises ``UnknownAnswer``.
    """
    given = _given(answers)
    usual = information_type.level if information_type else Level.ORDINARY
    score = _score(given, usual)
    missing = _missing(given)
    reached = scheme.for_score(score)
    grade = scheme.lightest if missing else reached
    term, term_reason = _term(given, information_type, grade)
    reasons = (
        _type_reason(information_type),
        *_answer_reasons(given),
        *_missing_reasons(missing, grade),
        _score_reason(score, reached),
        term_reason,
    )
    return Proposal(grade, term, score, reasons, _warnings(given, information_type), missing)


def _given(answers: Mapping[str, str]) -> tuple[tuple[Question, Answer], ...]:
    """The answers in the order of the questions, whatever order they came in."""
    known = questions()
    for code, answer in answers.items():
        if code not in known or answer not in known[code].answers:
            raise UnknownAnswer(f"There is no answer {answer!r} to a question {code!r}.")
    return tuple(
        (one, one.answers[answers[one.code]]) for one in known.values() if one.code in answers
    )


def _score(given: tuple[tuple[Question, Answer], ...], usual: Level) -> int:
    chosen = {question.code: answer.code for question, answer in given}
    total = weights = 0
    for question in questions().values():
        if question.kind is QuestionKind.FACTOR:
            value = int(chosen.get(question.code, _USUAL_ANSWER[usual]))
            total += question.weight * (value - 1)
            weights += question.weight * 4
    shares = _ANSWERS_SHARE + _TYPE_SHARE
    # Whole numbers all the way, so that the same answers give the same score on any machine.
    return (100 * _ANSWERS_SHARE * total + _TYPE_SHARE * _USUAL_SCORE[usual] * weights) // (
        shares * weights
    )


def _missing(given: tuple[tuple[Question, Answer], ...]) -> tuple[Element, ...]:
    out = {question.element for question, answer in given if answer.rules_out}
    return tuple(element for element in Element if element in out)


def _score_reason(score: int, reached: Grade) -> ProposalReason:
    text = format_lazy(
        _("Score {score} of 100; “{grade}” begins at {start}."),
        score=score,
        grade=reached,
        start=reached.from_score,
    )
    return ProposalReason(Origin.SCORE, reached.code, text)


def _term(
    given: tuple[tuple[Question, Answer], ...],
    information_type: InformationType | None,
    grade: Grade,
) -> tuple[Term, ProposalReason]:
    for question, answer in given:
        if answer.term is not None:
            return answer.term, ProposalReason(Origin.TERM, question.code, answer.because)
    if information_type:
        text = format_lazy(_("The term usual for “{name}”."), name=information_type.name)
        return information_type.term, ProposalReason(Origin.TERM, information_type.code, text)
    text = format_lazy(_("The term usual for the grade “{name}”."), name=grade)
    return grade.default_term, ProposalReason(Origin.TERM, grade.code, text)


def _type_reason(information_type: InformationType | None) -> ProposalReason:
    if information_type is None:
        text: StrOrPromise = _("No information type was chosen; an ordinary one is assumed.")
        return ProposalReason(Origin.INFORMATION_TYPE, "", text)
    text = format_lazy(
        "{name}: {because}", name=information_type.name, because=information_type.because
    )
    return ProposalReason(Origin.INFORMATION_TYPE, information_type.code, text)


def _answer_reasons(given: tuple[tuple[Question, Answer], ...]) -> tuple[ProposalReason, ...]:
    return tuple(
        ProposalReason(Origin.ANSWER, question.code, answer.because)
        for question, answer in given
        if question.kind is not QuestionKind.TERM
    )


def _missing_reasons(missing: tuple[Element, ...], grade: Grade) -> tuple[ProposalReason, ...]:
    text = _("“{element}” is lacking by the answers, so the lightest grade “{grade}” is proposed.")
    return tuple(
        ProposalReason(
            Origin.ELEMENT, element, format_lazy(text, element=element.label, grade=grade)
        )
        for element in missing
    )


def _warnings(
    given: tuple[tuple[Question, Answer], ...], information_type: InformationType | None
) -> tuple[Caution, ...]:
    """Each once, those that stop the nomination first."""
    found = [answer.caution for _question, answer in given if answer.caution]
    found += information_type.cautions if information_type else ()
    return tuple(sorted(dict.fromkeys(found), key=lambda caution: not caution.stops))
