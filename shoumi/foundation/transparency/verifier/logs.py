"""Verifies a whole log from its entries: every tile, every root that is held, in flat memory."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from .errors import AlteredEntry, AlteredTile, AlteredTree, Malformed, Truncated
from .trees import TreeHasher

StoredTile: TypeAlias = Callable[[int, int, int], bytes]
"""Answers level, index and width with the stored tile's bytes."""


class HeldHead(NamedTuple):
    """A size and the root that somebody trustworthy holds for it."""

    size: int
    root: bytes


class VerifiedLog(NamedTuple):
    """How many entries hash to which root, and how many held heads agreed."""

    size: int
    root: bytes
    heads: int


def verify_log(
    chunks: Iterable[Sequence[bytes]],
    heads: Iterable[HeldHead],
    stored_tile: StoredTile | None = None,
) -> VerifiedLog:
    """Fold all entries, given in order as chunks of any length, and compare.

    `heads` must be ordered by size. With `stored_tile` every tile is compared as well, so that a
    changed entry is named. Raises at the first fault: `AlteredEntry`, `AlteredTile`,
    `AlteredTree` (its bounds name the entries), `Truncated`, or `Malformed`.
    """
    check = _Check(heads, stored_tile)
    for chunk in chunks:
        check.add(chunk)
    return check.finish()


class _Check:
    def __init__(self, heads: Iterable[HeldHead], stored_tile: StoredTile | None) -> None:
        self._heads = iter(heads)
        self._stored_tile = stored_tile
        self._tree = TreeHasher(None if stored_tile is None else self._compare_tile)
        self._sound = 0
        self._agreed = 0
        self._next: HeldHead | None = None
        self._take_head()
        self._compare_heads()

    def add(self, chunk: Sequence[bytes]) -> None:
        at = 0
        while at < len(chunk):
            until = len(chunk)
            if self._next is not None:
                until = min(until, at + self._next.size - self._tree.size)
            self._tree.add(chunk[at:until])
            self._compare_heads()
            at = until

    def finish(self) -> VerifiedLog:
        for level, index, hashes in self._tree.unfinished_tiles():
            self._compare_tile(level, index, hashes)
        if self._next is not None:
            raise Truncated(self._tree.size, self._next.size)
        return VerifiedLog(self._tree.size, self._tree.root(), self._agreed)

    def _take_head(self) -> None:
        least = 0 if self._next is None else self._next.size
        self._next = next(self._heads, None)
        if self._next is not None and self._next.size < least:
            raise Malformed("the held heads must be given in the order of their sizes")

    def _compare_heads(self) -> None:
        while self._next is not None and self._next.size == self._tree.size:
            if self._next.root != self._tree.root():
                # An unfinished tile may still name the very entry.
                for level, index, hashes in self._tree.unfinished_tiles():
                    self._compare_tile(level, index, hashes)
                raise AlteredTree(self._sound, self._tree.size)
            self._sound = self._next.size
            self._agreed += 1
            self._take_head()

    def _compare_tile(self, level: int, index: int, hashes: list[bytes]) -> None:
        if self._stored_tile is None:
            return
        stored = self._stored_tile(level, index, len(hashes))[: 32 * len(hashes)]
        if stored == b"".join(hashes):
            return
        if level or len(stored) != 32 * len(hashes):
            raise AlteredTile(level, index)
        for at, computed in enumerate(hashes):
            if stored[32 * at : 32 * at + 32] != computed:
                raise AlteredEntry(256 * index + at)
