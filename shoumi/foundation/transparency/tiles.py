"""C2SP tlog-tiles: where a tree's hashes rest, and how the tree grows by a batch of leaves.

A tile of level L holds up to 256 hashes, each the root of 256**L leaves. A full tile never
changes; of each level only the last, partial one is written again (the right edge).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from shoumi.foundation.transparency.merkle import (
    EMPTY_ROOT,
    HASH_SIZE,
    TreeHead,
    perfect_root,
    ragged_root,
)
from shoumi.foundation.transparency.verifier.errors import Malformed, NotConsistent

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MAX_LEVEL = 63
_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?",
    re.ASCII,
)


class TileReader(Protocol):
    """Whoever keeps the tiles."""

    def read_tile(self, level: int, index: int, width: int) -> bytes:
        """The first `width` hashes of a tile, joined; a wider tile is welcome and is cut."""
        ...


@dataclass(frozen=True, slots=True)
class Tile:
    """`width` hashes of one level, joined; hash i is that of node `index * 256 + i`."""

    level: int
    index: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it holds: 256 when full."""
        return len(self.hashes) // HASH_SIZE

    @property
    def is_full(self) -> bool:
        """Whether it is finished and will never change."""
        return self.width == TILE_WIDTH

    @property
    def path(self) -> str:
        """Its path below the log's address (C2SP tlog-tiles)."""
        return tile_path(self.level, self.index, self.width)


@dataclass(frozen=True, slots=True)
class TilePlace:
    """What a tile's path says; `level` is None for a bundle of entries."""

    level: int | None
    index: int
    width: int


class Growth(NamedTuple):
    """What appending a batch did: the new head, and every tile to write or overwrite."""

    head: TreeHead
    tiles: list[Tile]


def tile_path(level: int | None, index: int, width: int = TILE_WIDTH) -> str:
    """The path of a tile, or of an entry bundle when `level` is None."""
    if not (0 <= (level or 0) <= MAX_LEVEL and index >= 0 and 1 <= width <= TILE_WIDTH):
        raise Malformed(f"no tile has level {level}, index {index} and width {width}")
    kind = "entries" if level is None else str(level)
    number = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        number = f"x{index % 1000:03}/{number}"
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{kind}/{number}{partial}"


def parse_tile_path(path: str) -> TilePlace:
    """Read a tile's or a bundle's path; raises `Malformed` unless it is the one right spelling."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise Malformed("this is not the path of a tile")
    kind, number, partial = match.groups()
    place = TilePlace(
        None if kind == "entries" else int(kind),
        int(number.replace("x", "").replace("/", "")),
        int(partial) if partial else TILE_WIDTH,
    )
    if tile_path(place.level, place.index, place.width) != path:
        raise Malformed("this tile's path isn't written in the one right way")
    return place


def tile_width(level: int, index: int, size: int) -> int:
    """How many hashes tile `index` of `level` holds in a tree of `size`; 0 when it has none."""
    return max(0, min(TILE_WIDTH, (size >> (TILE_HEIGHT * level)) - index * TILE_WIDTH))


def read_hashes(tiles: TileReader, level: int, index: int, width: int) -> list[bytes]:
    """The first `width` hashes of a tile, apart; raises `Malformed` when there are fewer."""
    joined = tiles.read_tile(level, index, width)
    if len(joined) < width * HASH_SIZE or len(joined) % HASH_SIZE:
        raise Malformed(
            f"tile {tile_path(level, index, width)} is {len(joined)} bytes long, "
            f"not {width * HASH_SIZE}"
        )
    return _split(joined)[:width]


def right_edge(tiles: TileReader, size: int) -> list[list[bytes]]:
    """The hashes of each level's partial tile in a tree of `size`, from the leaves up."""
    edge: list[list[bytes]] = []
    while size:
        full, width = divmod(size, TILE_WIDTH)
        edge.append(read_hashes(tiles, len(edge), full, width) if width else [])
        size = full
    return edge


def root_of_edge(edge: Sequence[Sequence[bytes]]) -> bytes:
    """The root of the tree with this right edge."""
    root: bytes | None = None
    for hashes in edge:
        root = ragged_root(hashes, root)
    return root or EMPTY_ROOT


def extend_tree(tiles: TileReader, head: TreeHead, leaves: Sequence[bytes]) -> Growth:
    """Append leaf hashes to the tree with this head.

    Reads the right edge only. Raises `NotConsistent` when the edge that was read doesn't hash to
    `head.root`, so that nothing is ever built on changed tiles.
    """
    edge = right_edge(tiles, head.size)
    if root_of_edge(edge) != head.root:
        raise NotConsistent(f"the stored tiles don't hash to the head of size {head.size}")
    written: list[Tile] = []
    level, start, fresh = 0, head.size, list(leaves)
    while fresh:
        if level == len(edge):
            edge.append([])
        first = start // TILE_WIDTH
        grown = _cut_tiles(level, first, edge[level] + fresh)
        written += grown
        fresh = [perfect_root(_split(tile.hashes)) for tile in grown if tile.is_full]
        edge[level] = _split(grown[-1].hashes) if not grown[-1].is_full else []
        level, start = level + 1, first
    return Growth(TreeHead(head.size + len(leaves), root_of_edge(edge)), written)


def _cut_tiles(level: int, first: int, hashes: Sequence[bytes]) -> list[Tile]:
    return [
        Tile(level, first + number, b"".join(hashes[at : at + TILE_WIDTH]))
        for number, at in enumerate(range(0, len(hashes), TILE_WIDTH))
    ]


def _split(joined: bytes) -> list[bytes]:
    return [joined[at : at + HASH_SIZE] for at in range(0, len(joined), HASH_SIZE)]
