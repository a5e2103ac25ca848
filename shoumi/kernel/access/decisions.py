"""Rules are declared by name; a decision asks the rule and gives every reason against.

This floor holds no tables: actors and records are seen through Protocols only.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LASTS = timedelta(seconds=60)


class Actor(Protocol):
    """Whoever acts: a person, or the house itself for what falls due by the calendar."""

    @property
    def pk(self) -> Any: ...
    @property
    def pseudonym(self) -> str: ...


@dataclass(frozen=True)
class Reason:
    """Why not: a code for the log, and a sentence for the person that gives nothing away."""

    code: str
    text: "StrOrPromise"

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Decision:
    """The answer for one actor, act and record; good for a minute, then it must be asked again."""

    action: str
    actor: str
    subject: str
    at: datetime
    because: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.because

    def holds(self, at: datetime) -> bool:
        return self.allowed and self.at <= at < self.at + LASTS


Rule = Callable[[Any, Any, datetime], Iterable[Reason]]
_rules: dict[str, Rule] = {}
_gates: dict[str, list[Rule]] = {}

NO_RULE = Reason("no_rule", _("Nobody may do this: no rule allows it."))


def rule(*names: str) -> Callable[[Rule], Rule]:
    """Declare who may: the function takes actor, record and instant, and yields what is against."""

    def declare(function: Rule) -> Rule:
        for name in names:
            if _rules.get(name, function) is not function:
                raise ValueError(f"Two rules for {name}.")
            _rules[name] = function
        return function

    return declare


def gate(*names: str) -> Callable[[Rule], Rule]:
    """Declare what else must hold, beside the rule of each act: it only ever speaks against."""

    def declare(function: Rule) -> Rule:
        for name in names:
            _gates.setdefault(name, []).append(function)
        return function

    return declare


def ruled(name: str) -> bool:
    return name in _rules


def decide(actor: Actor, action: str, record: Any, at: datetime) -> Decision:
    """Ask whether the actor may; everything that speaks against is in `because`."""
    because = tuple(_against(actor, action, record, at))
    subject = "" if record is None else f"{record._meta.label_lower}/{record.pk}"
    return Decision(action, actor.pseudonym, subject, at, because)


def _against(actor: Actor, action: str, record: Any, at: datetime) -> Iterator[Reason]:
    known = _rules.get(action)
    yield from [NO_RULE] if known is None else known(actor, record, at)
    for one in _gates.get(action, ()):
        yield from one(actor, record, at)


def may(actor: Actor, action: str, record: Any, at: datetime) -> bool:
    """Whether nothing speaks against it; asked no further than to the first reason."""
    return next(_against(actor, action, record, at), None) is None
