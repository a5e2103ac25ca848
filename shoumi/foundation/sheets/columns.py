"""Which column of a brought table holds what: guessed from its head, mended by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


@dataclass(frozen=True)
class Column:
    """A column that an import knows: its name, and the heads under which it is found."""

    name: str
    titles: tuple[str, ...]
    required: bool = False


def plain_title(title: str) -> str:
    """A head as it is compared: without case, spaces, signs, and what stands in brackets."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    bare = "".join(sign for sign in _BRACKETED.sub("", folded) if sign.isalnum())
    return bare or "".join(sign for sign in folded if sign.isalnum())


def guess(heads: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Where each column stands, by its head; what isn't recognised is left out. The first of two
    equal heads counts."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        places.setdefault(plain_title(head), place)
    found: dict[str, int] = {}
    for column in columns:
        for title in (*column.titles, column.name):
            at = places.get(plain_title(title))
            if at is not None and at not in found.values():
                found[column.name] = at
                break
    return found
