"""The head of the home page: figures that somebody's posts ask to be seen first, and cards.

Each is declared once, by the kernel, a domain or the regime. Whoever holds none of the posts that
it is for gets nothing from it, and nothing is asked for him.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Figure:
    """One fact: what it says, where it is looked into, and a note in a tone."""

    label: "StrOrPromise"
    value: "StrOrPromise | int"
    url: str = ""
    note: "StrOrPromise" = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Head:
    """Figures of one sort; `queries` is the most that they cost."""

    name: str
    figures: Callable[[Any, datetime], Sequence[Figure]]
    order: int
    queries: int = 1


@dataclass(frozen=True)
class Card:
    """Something larger; `content` answers what its template shows, or nothing for those whom it
    does not concern. `queries` is the most that it costs."""

    name: str
    label: "StrOrPromise"
    content: Callable[[Any, datetime], Any]
    template: str
    order: int
    queries: int = 1


@dataclass(frozen=True)
class Drawn:
    card: Card
    content: Any


_heads: dict[str, Head] = {}
_cards: dict[str, Card] = {}


def declare(head: Head) -> None:
    """Raises ValueError for a second one of the same name."""
    if head.name in _heads:
        raise ValueError(f"The head {head.name} is declared twice.")
    _heads[head.name] = head


def declare_card(card: Card) -> None:
    """Raises ValueError for a second one of the same name."""
    if card.name in _cards:
        raise ValueError(f"The card {card.name} is declared twice.")
    _cards[card.name] = card


def most_queries() -> int:
    """What all of it costs at most, for one person."""
    heads = sum(one.queries for one in _heads.values())
    return heads + sum(one.queries for one in _cards.values())


def figures(person: Any, at: datetime) -> list[Figure]:
    """All that concern this person, in order."""
    ordered = sorted(_heads.values(), key=lambda one: one.order)
    return [figure for head in ordered for figure in head.figures(person, at)]


def cards(person: Any, at: datetime) -> list[Drawn]:
    """Those that hold something for this person, in order."""
    ordered = sorted(_cards.values(), key=lambda one: one.order)
    found = [Drawn(card, card.content(person, at)) for card in ordered]
    return [one for one in found if one.content]


def tone(late: int, some: int = 0) -> str:
    """Bad where something is late, waiting where something is open, else good."""
    return "bad" if late else "waiting" if some else "good"
