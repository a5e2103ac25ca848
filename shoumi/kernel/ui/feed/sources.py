"""Where dates come from: each source declared once, by the kernel or by a domain."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Dated:
    """One date. `ident` stays the same when the date moves, so that programs move it too; `starts`
    is an instant, or a day that lasts from morning to night; `what` holds a number and a plain
    word, never a title; `url` is within this house."""

    ident: str
    starts: datetime | date
    what: "StrOrPromise"
    url: str


Source = Callable[[Any, datetime], Iterable[Dated]]
_sources: dict[str, Source] = {}


def declare(name: str, source: Source) -> None:
    """`source` answers a person's dates. Raises ValueError for a second one of the same name."""
    if name in _sources:
        raise ValueError(f"The source {name} is declared twice.")
    _sources[name] = source


def dates_of(person: Any, at: datetime) -> list[Dated]:
    return [one for name in sorted(_sources) for one in _sources[name](person, at)]
