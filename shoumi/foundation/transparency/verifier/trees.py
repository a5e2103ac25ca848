"""Folds the entries of a log into its root, in order and in flat memory (RFC 9162 section 2.1)."""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

_sha256 = hashlib.sha256
EMPTY = _sha256(b"").digest()
TILE = 256

TileSink: TypeAlias = Callable[[int, int, list[bytes]], None]
"""Receives level, index and hashes of each tile as it is finished."""


class TreeHasher:
    """A tree that grows at its right end and keeps about one hash for each power of two.

    With `on_tile` it also keeps each level's unfinished tile and hands over every finished one.
    """

    def __init__(self, on_tile: TileSink | None = None) -> None:
        self.size = 0
        self._on_tile = on_tile
        # Roots of perfect subtrees, largest first: (number of leaves, root).
        self._roots: list[tuple[int, bytes]] = []
        self._open: list[list[bytes]] = []

    def add(self, entries: Sequence[bytes]) -> None:
        """Append entries."""
        hashes = [_sha256(b"\x00" + entry).digest() for entry in entries]
        at = 0
        while at < len(hashes):
            # A block that stays within its tile and starts at a multiple of its own width.
            offset = self.size % TILE
            width = min(offset & -offset or TILE, 1 << ((len(hashes) - at).bit_length() - 1))
            self._add_block(hashes[at : at + width])
            at += width

    def root(self) -> bytes:
        """The root over everything appended so far."""
        if not self._roots:
            return EMPTY
        *lefts, (_, root) = self._roots
        for _, left in reversed(lefts):
            root = _sha256(b"\x01" + left + root).digest()
        return root

    def unfinished_tiles(self) -> list[tuple[int, int, list[bytes]]]:
        """Level, index and hashes of the last tile of each level, where it is partial."""
        return [
            (level, (self.size // TILE**level) // TILE, hashes)
            for level, hashes in enumerate(self._open)
            if hashes
        ]

    def _add_block(self, block: list[bytes]) -> None:
        width = len(block)
        self.size += width
        if self._on_tile is not None:
            self._fill(0, block)
        while len(block) > 1:
            twos = iter(block)
            block = [_sha256(b"\x01" + a + b).digest() for a, b in zip(twos, twos, strict=True)]
        root = block[0]
        self._note_tile_root(width, root)
        while self._roots and self._roots[-1][0] == width:
            _, left = self._roots.pop()
            root = _sha256(b"\x01" + left + root).digest()
            width *= 2
            self._note_tile_root(width, root)
        self._roots.append((width, root))

    def _note_tile_root(self, width: int, root: bytes) -> None:
        level, rest = divmod(width.bit_length() - 1, 8)
        if self._on_tile is not None and level and not rest:
            self._fill(level, [root])

    def _fill(self, level: int, hashes: list[bytes]) -> None:
        while len(self._open) <= level:
            self._open.append([])
        tile = self._open[level]
        tile += hashes
        if len(tile) == TILE and self._on_tile is not None:
            self._on_tile(level, self.size // TILE ** (level + 1) - 1, tile)
            self._open[level] = []
