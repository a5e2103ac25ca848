"""The sections of the record page beside its head and body: each declared once, for every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Shown = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """`shown` gives what `template` needs (as `shown`) for one reader, or None for no section.

    It stands in the page's main column, or with `beside` in the narrow one, by `order`.
    """

    name: str
    label: "StrOrPromise"
    template: str
    shown: Callable[[Any, Any, datetime], Shown | None]
    order: int
    beside: bool = False


@dataclass(frozen=True)
class Drawn:
    section: Section
    shown: Shown


_sections: dict[str, Section] = {}


def declare(section: Section) -> None:
    """Raises ValueError for a second section of the same name."""
    if section.name in _sections:
        raise ValueError(f"The section {section.name} is declared twice.")
    _sections[section.name] = section


def drawn(record: Any, person: Any, at: datetime) -> list[Drawn]:
    """What this person sees of a record, in order."""
    found = []
    for section in sorted(_sections.values(), key=lambda section: section.order):
        shown = section.shown(record, person, at)
        if shown is not None:
            found.append(Drawn(section, shown))
    return found
