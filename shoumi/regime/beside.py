"""What stands beside the regime's text and is known above: how its revision goes, what was asked
and answered on a clause, which clauses the law suspends, who has confirmed it (8.1, 8.2).

The composition says it once; without it nothing stands there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from shoumi.regime.models import Edition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Answered:
    """A published interpretation of a clause."""

    asked: str
    answer: str
    number: str
    url: str


@dataclass(frozen=True)
class Halted:
    """A clause that is not applied, because the law is against it."""

    since: date
    because: str
    revise_by: date


@dataclass(frozen=True)
class Stage:
    """One step of an edition's way: `day` is when it was or will be taken, as far as is known."""

    label: "StrOrPromise"
    day: date | None
    done: bool
    here: bool


@dataclass(frozen=True)
class Link:
    label: "StrOrPromise"
    url: str
    icon: str


@dataclass(frozen=True)
class Way:
    """How an edition goes on as a rule: what is the case now, its steps, and where to read more."""

    now: "StrOrPromise"
    stages: Sequence[Stage]
    links: Sequence[Link]


@dataclass(frozen=True)
class Told:
    """All that stands beside the edition in force, for one reader. `ask_url` takes a clause."""

    answered: Mapping[str, Sequence[Answered]] = field(default_factory=dict)
    halted: Mapping[str, Halted] = field(default_factory=dict)
    ask_url: str = ""
    confirmed: "StrOrPromise" = ""
    links: Sequence[Link] = ()
    coming: Way | None = None


@dataclass(frozen=True)
class Teller:
    """`told` of the edition in force on a day; `way` of any edition; `halted` are the clauses that
    are not applied on a day."""

    told: Callable[[Edition, date, Any, datetime], Told]
    way: Callable[[Edition, Any, datetime], Way | None]
    halted: Callable[[Edition, date], frozenset[str]]


_ONE: Final[list[Teller]] = []


def provide(teller: Teller) -> None:
    """Raises ValueError when it is said twice."""
    if _ONE:
        raise ValueError("what stands beside the regime is said twice")
    _ONE.append(teller)


def told(edition: Edition, day: date, person: Any, at: datetime) -> Told:
    return _ONE[0].told(edition, day, person, at) if _ONE else Told()


def way(edition: Edition, person: Any, at: datetime) -> Way | None:
    return _ONE[0].way(edition, person, at) if _ONE else None


def halted(edition: Edition, day: date) -> frozenset[str]:
    return _ONE[0].halted(edition, day) if _ONE else frozenset()
