"""The articles of a company's own text as the clauses of a draft, by values (4.1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from shoumi.domains.policies.rules.texts import HEADING, MOST_CLAUSES, TEXT, Words, place_of
from shoumi.kernel.reading import WholeArticle

_LONGEST_FROM_WORDS: Final = 20
_STOPS: Final = "，。；：、,.;:\n（("


class Fault(StrEnum):
    """Why the articles make no draft: there are none, too many, or one is too long."""

    NOTHING = "nothing"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Taken:
    """What a text gives: its clauses, whether they had to be numbered anew, and what is against
    taking it (`at` names the clause)."""

    clauses: tuple[Words, ...]
    renumbered: bool = False
    fault: Fault | None = None
    at: str = ""


def taken(articles: Sequence[WholeArticle]) -> Taken:
    """Numbers stay as they are where they rise and none stands twice; else all are counted."""
    said = [one for one in articles if one.text or one.title]
    labels = [one.label.replace("-", ".") for one in said]
    kept = _is_rising(labels)
    idents = labels if kept else [str(number) for number in range(1, len(said) + 1)]
    clauses = tuple(
        Words(ident, _heading(one), one.text or one.title)
        for ident, one in zip(idents, said, strict=True)
    )
    fault, at = next(_faults(clauses), (None, ""))
    return Taken(clauses, not kept, fault, at)


def _is_rising(labels: Sequence[str]) -> bool:
    places = [place_of(one) for one in labels]
    known = [one for one in places if one is not None]
    return len(known) == len(places) and all(a < b for a, b in pairwise(known))


def _faults(clauses: Sequence[Words]) -> Iterator[tuple[Fault, str]]:
    if not clauses:
        yield Fault.NOTHING, ""
    if len(clauses) > MOST_CLAUSES:
        yield Fault.TOO_MANY, ""
    for one in clauses:
        if len(one.text) > TEXT:
            yield Fault.TOO_LONG, one.ident


def _heading(article: WholeArticle) -> str:
    """Chapter and title as they stand; without either the first words."""
    found = " · ".join(part for part in (article.chapter, article.title) if part)
    return (found or _first_words(article.text))[:HEADING]


def _first_words(text: str) -> str:
    end = next((at for at, sign in enumerate(text) if sign in _STOPS), len(text))
    return text[: min(end, _LONGEST_FROM_WORDS)].strip() or text[:_LONGEST_FROM_WORDS]
