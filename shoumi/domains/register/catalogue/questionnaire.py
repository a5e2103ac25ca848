"""The questions of the grading assistant and what each answer means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.information import Caution, information
from shoumi.domains.register.catalogue.reading import Section, read_file
from shoumi.domains.register.rules.elements import Element
from shoumi.foundation.periods import Term


class QuestionKind(StrEnum):
    """A factor is scored, a term question proposes a term, a check only warns."""

    FACTOR = "factor"
    TERM = "term"
    CHECK = "check"


LOWEST, HIGHEST = 1, 5
"""The ends of a factor's scale; a higher answer asks for more protection."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``rules_out`` means that the question's legal element is missing."""

    code: str
    text: Bilingual
    because: Bilingual
    term: Term | None = None
    caution: Caution | None = None
    rules_out: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``weight`` is its share of the score and 0 for all but factors."""

    code: str
    kind: QuestionKind
    element: Element
    weight: int
    text: Bilingual
    hint: Bilingual
    answers: Mapping[str, Answer]

    def __str__(self) -> str:
        return str(self.text)


@cache
def questions() -> Mapping[str, Question]:
    """The questions by code in the order they are asked, read once. Raises ``BadCatalogue``."""
    return read_questions(read_file("questions.toml"), information().cautions)


def read_questions(file: Section, cautions: Mapping[str, Caution]) -> Mapping[str, Question]:
    """The questions that a file holds. Raises ``BadCatalogue`` with the place of the mistake."""
    found = {code: _question(code, one, cautions) for code, one in file.sections("questions")}
    file.finish()
    return MappingProxyType(found)


def _question(code: str, one: Section, cautions: Mapping[str, Caution]) -> Question:
    kind = one.choice("kind", QuestionKind)
    answers = {name: _answer(name, each, cautions) for name, each in one.sections("answers")}
    scale = [str(step) for step in range(LOWEST, HIGHEST + 1)]
    if kind is QuestionKind.FACTOR and list(answers) != scale:
        raise one.refuse("a factor is answered from 1 to 5, in that order")
    if kind is not QuestionKind.FACTOR and any(each.rules_out for each in answers.values()):
        raise one.refuse("only a factor can rule an element out")
    if any(each.rules_out for name, each in answers.items() if name != str(LOWEST)):
        raise one.refuse("only the lowest answer can rule an element out")
    question = Question(
        code=code,
        kind=kind,
        element=one.choice("element", Element),
        weight=one.number("weight", 1, 100) if kind is QuestionKind.FACTOR else 0,
        text=one.bilingual("text"),
        hint=one.bilingual("hint"),
        answers=MappingProxyType(answers),
    )
    one.finish()
    return question


def _answer(code: str, one: Section, cautions: Mapping[str, Caution]) -> Answer:
    warned = one.text("warning") if one.has("warning") else None
    if warned is not None and warned not in cautions:
        raise one.refuse(f"there is no warning {warned}")
    answer = Answer(
        code=code,
        text=one.bilingual("text"),
        because=one.bilingual("because"),
        term=one.term("term") if one.has("term") else None,
        caution=cautions[warned] if warned else None,
        rules_out=one.has("rules_out") and one.flag("rules_out"),
    )
    one.finish()
    return answer
