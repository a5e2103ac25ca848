"""What waits for a person, in piles: each declared once, by the kernel or by a domain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Item:
    """One thing to do: where it is done, what is said beside it, by when, and the slip's colour."""

    title: "StrOrPromise"
    url: str
    note: "StrOrPromise" = ""
    due_on: date | None = None
    colour: str = ""
    icon: str = "file"
    button: "StrOrPromise" = ""


@dataclass(frozen=True)
class Pile:
    """Things of one sort. `items` costs one query; a `quiet` pile is no duty (own drafts, word of
    others' delays) and stands beside."""

    name: str
    label: "StrOrPromise"
    items: Callable[[Any, datetime], Sequence[Item]]
    order: int
    icon: str
    quiet: bool = False


@dataclass(frozen=True)
class Shortcut:
    """Something that a person may begin at any time."""

    url_name: str
    label: "StrOrPromise"
    note: "StrOrPromise"
    icon: str
    allowed: Callable[[Any, datetime], bool]
    order: int


_piles: dict[str, Pile] = {}
_shortcuts: dict[str, Shortcut] = {}


def declare(pile: Pile) -> None:
    """Raises ValueError for a second pile of the same name."""
    if pile.name in _piles:
        raise ValueError(f"The pile {pile.name} is declared twice.")
    _piles[pile.name] = pile


def declare_shortcut(shortcut: Shortcut) -> None:
    """Raises ValueError for a second shortcut to the same place."""
    if shortcut.url_name in _shortcuts:
        raise ValueError(f"The shortcut {shortcut.url_name} is declared twice.")
    _shortcuts[shortcut.url_name] = shortcut


def declared() -> list[Pile]:
    """All of them, in order."""
    return sorted(_piles.values(), key=lambda pile: pile.order)


@dataclass(frozen=True)
class Drawn:
    pile: Pile
    items: Sequence[Item]


def drawn(person: Any, at: datetime) -> list[Drawn]:
    """The piles that hold something, in order."""
    found = [Drawn(pile, pile.items(person, at)) for pile in declared()]
    return [one for one in found if one.items]


def shortcuts(person: Any, at: datetime) -> list[Shortcut]:
    allowed = [one for one in _shortcuts.values() if one.allowed(person, at)]
    return sorted(allowed, key=lambda one: one.order)
