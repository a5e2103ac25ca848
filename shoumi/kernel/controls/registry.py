"""Controls are declared by the domains when they are loaded and found here by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shoumi.kernel.controls.verdict import Verdict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Question = Callable[[date], Verdict]


class UnknownControl(LookupError):
    """No part of the house that is built answers to this name."""


@dataclass(frozen=True)
class Control:
    """A question with a name such as `register.secrets_graded`; `queries` is its query budget."""

    name: str
    title: "StrOrPromise"
    question: Question
    queries: int

    def answer(self, as_of: date) -> Verdict:
        return self.question(as_of)


_controls: dict[str, Control] = {}


def control(
    name: str, *, title: "StrOrPromise", queries: int = 5
) -> Callable[[Question], Question]:
    """Declare a control. The function takes the day asked about and must not write."""

    def declare(question: Question) -> Question:
        if name in _controls and _controls[name].question is not question:
            raise ValueError(f"The control {name} is declared twice.")
        _controls[name] = Control(name, title, question, queries)
        return question

    return declare


def find(name: str) -> Control:
    try:
        return _controls[name]
    except KeyError:
        raise UnknownControl(name) from None


def all_controls() -> dict[str, Control]:
    return dict(_controls)
