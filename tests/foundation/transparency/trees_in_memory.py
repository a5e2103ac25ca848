"""A log kept in memory, and RFC 6962 written down as it is defined, to measure the rest by."""

import hashlib
from collections.abc import Iterable, Sequence

from shoumi.foundation.transparency.merkle import EMPTY_TREE, TreeHead, leaf_hashes
from shoumi.foundation.transparency.tiles import Growth, extend_tree


class StoredTiles:
    """Keeps tiles as a table would: the right edge is overwritten; counts what is read."""

    def __init__(self) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.reads = 0

    def read_tile(self, level: int, index: int, width: int) -> bytes:
        self.reads += 1
        return self.tiles[level, index]

    def grow(self, head: TreeHead, leaves: Sequence[bytes]) -> Growth:
        growth = extend_tree(self, head, leaves)
        for tile in growth.tiles:
            self.tiles[tile.level, tile.index] = tile.hashes
        return growth


def entries_of(count: int, start: int = 0) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(start, start + count)]


def stored_log(entries: Sequence[bytes]) -> tuple[StoredTiles, TreeHead]:
    stored = StoredTiles()
    return stored, stored.grow(EMPTY_TREE, leaf_hashes(entries)).head


def root_by_definition(entries: Sequence[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    part = 1
    while part * 2 < len(entries):
        part *= 2
    left, right = root_by_definition(entries[:part]), root_by_definition(entries[part:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def flip_bit(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8 % len(raw)] ^= 1 << bit % 8
    return bytes(changed)


def chunked(entries: Sequence[bytes], width: int) -> Iterable[Sequence[bytes]]:
    return (entries[at : at + width] for at in range(0, len(entries), width))
