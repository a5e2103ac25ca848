"""Two editions of the regime beside each other: what a clause says otherwise, and what is asked of
it now and was not before (8.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from shoumi.domains.policies.rules.texts import Change, Difference, Words, differences
from shoumi.regime.editions.catalogue import titles_of
from shoumi.regime.models import Clause, Edition


@dataclass(frozen=True)
class Differs:
    """One clause: its words, and the questions that are `added`, `removed` and `kept`."""

    words: Difference
    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return self.words.change is Change.SAME and not self.added and not self.removed


def compare(old: Edition, new: Edition) -> list[Differs]:
    """Clause by clause, in the order of the new text."""
    before, after = list(old.clauses.standing()), list(new.clauses.standing())
    asked_before = {one.ident: one.controls for one in before}
    asked_after = {one.ident: one.controls for one in after}
    return [
        _differs(one, asked_before.get(one.ident, []), asked_after.get(one.ident, []))
        for one in differences(_words(before), _words(after))
    ]


def _words(clauses: Iterable[Clause]) -> list[Words]:
    return [Words(one.ident, one.name or one.heading, one.words) for one in clauses]


def _differs(words: Difference, old: list[str], new: list[str]) -> Differs:
    language = get_language() or "zh"
    return Differs(
        words,
        added=titles_of((one for one in new if one not in old), language),
        removed=titles_of((one for one in old if one not in new), language),
        kept=titles_of((one for one in new if one in old), language),
    )
