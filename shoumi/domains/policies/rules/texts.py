"""The text of an edition as values: how clauses are numbered, its hash, differences by clause."""

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

HEADING, TEXT = 120, 5000
MOST_CLAUSES = 200
# Of so many words a text is compared by sentences, which is as clear and stays quick.
LONG = 1500

_IDENT = re.compile(r"([1-9]\d{0,2})(?:\.([1-9]\d{0,1}))?")
_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_SENTENCES = re.compile(r"[^。；;.!?！？\n]*[。；;.!?！？\n]?")


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Words:
    """A clause in one language."""

    ident: str
    heading: str
    text: str

    @property
    def said(self) -> str:
        return f"{self.heading}\n{self.text}"


@dataclass(frozen=True)
class Part:
    """A stretch of a changed clause: `kept`, `out` (only before) or `new` (only after)."""

    sort: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What became of one clause."""

    change: Change
    before: Words | None
    after: Words | None
    parts: tuple[Part, ...] = ()

    @property
    def ident(self) -> str:
        found = self.after or self.before
        return found.ident if found is not None else ""


def place_of(ident: str) -> int | None:
    """Where a clause of that number stands: 3 before 3.1 before 4; None for what is no number."""
    found = _IDENT.fullmatch(ident)
    return None if found is None else int(found[1]) * 100 + int(found[2] or 0)


def next_ident(idents: Sequence[str]) -> str:
    """The number that a clause at the end gets."""
    return str(max((place_of(one) or 0) // 100 for one in idents) + 1 if idents else 1)


def text_hash(
    clauses: Sequence[tuple[str, str, str, str, str]], annex: Mapping[str, Any] | None = None
) -> str:
    """SHA-256, in hex, of the clauses in order, each with number, heading and text in both
    languages, and of the annex after them, where there is one."""
    said: list[Any] = [list(one) for one in clauses]
    if annex:
        said.append(annex)
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def differences(before: Sequence[Words], after: Sequence[Words]) -> list[Difference]:
    """Clause by clause in the order of the text; what was removed stands where it stood."""
    old, new = {one.ident: one for one in before}, {one.ident: one for one in after}
    return [_difference(old.get(ident), new.get(ident)) for ident in _in_order([*old], [*new])]


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """By their numbers; where some are none of ours, as after, what was removed behind the clause
    that it stood behind."""
    if all(place_of(one) is not None for one in (*old, *new)):
        return sorted({*old, *new}, key=lambda one: place_of(one) or 0)
    order = list(new)
    for place, ident in enumerate(old):
        if ident not in order:
            order.insert(order.index(old[place - 1]) + 1 if place else 0, ident)
    return order


def _difference(old: Words | None, new: Words | None) -> Difference:
    if old is None:
        return Difference(Change.ADDED, None, new)
    if new is None:
        return Difference(Change.REMOVED, old, None)
    if old == new:
        return Difference(Change.SAME, old, new)
    return Difference(Change.CHANGED, old, new, tuple(_parts(old.said, new.said)))


def _parts(old: str, new: str) -> Iterator[Part]:
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    if len(a) + len(b) > LONG:
        a, b = _SENTENCES.findall(old), _SENTENCES.findall(new)
    for sort, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if sort == "equal":
            yield Part("kept", "".join(a[i:j]))
            continue
        if j > i:
            yield Part("out", "".join(a[i:j]))
        if m > k:
            yield Part("new", "".join(b[k:m]))
