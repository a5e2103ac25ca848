"""Inclusion and consistency proofs (RFC 6962 section 2.1), made by reading tiles."""

from shoumi.foundation.transparency.merkle import node_hash, perfect_root
from shoumi.foundation.transparency.tiles import (
    TILE_HEIGHT,
    TILE_WIDTH,
    TileReader,
    read_hashes,
    tile_width,
)
from shoumi.foundation.transparency.verifier.errors import Malformed


def prove_inclusion(tiles: TileReader, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size`, from the leaf's sibling up.

    Raises `Malformed` when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise Malformed(f"a tree of {size} entries has no entry {index}")
    nodes = _Nodes(tiles, size)
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_width(end - start)
        if index < middle:
            path.append(nodes.root_over(middle, end))
            end = middle
        else:
            path.append(nodes.root_over(start, middle))
            start = middle
    return path[::-1]


def prove_consistency(tiles: TileReader, old_size: int, size: int) -> list[bytes]:
    """The proof that the tree of `size` begins with the tree of `old_size`.

    Empty when the sizes are equal. Raises `Malformed` when `old_size` is 0 (every tree begins
    with the empty one, there is nothing to prove) or beyond `size`.
    """
    if not 0 < old_size <= size:
        raise Malformed(f"nothing can be proved between trees of {old_size} and {size} entries")
    nodes = _Nodes(tiles, size)
    path = []
    start, end = 0, size
    while old_size != end:
        middle = start + _left_width(end - start)
        if old_size <= middle:
            path.append(nodes.root_over(middle, end))
            end = middle
        else:
            path.append(nodes.root_over(start, middle))
            start = middle
    if start:
        # The old tree's root isn't a node of the path, so its last subtree must be told.
        path.append(nodes.root_over(start, end))
    return path[::-1]


def root_at(tiles: TileReader, size: int) -> bytes:
    """The root that the tree had at `size`, from the tiles of that or a later size."""
    if size < 1:
        raise Malformed("only a tree with entries has a root to read")
    return _Nodes(tiles, size).root_over(0, size)


def _left_width(width: int) -> int:
    """The largest power of two below `width`: where RFC 6962 parts a tree."""
    return 1 << ((width - 1).bit_length() - 1)


class _Nodes:
    """Roots of ranges of leaves; reads each tile once, so one is made for each proof."""

    def __init__(self, tiles: TileReader, size: int) -> None:
        self._tiles = tiles
        self._size = size
        self._read: dict[tuple[int, int], list[bytes]] = {}

    def root_over(self, start: int, end: int) -> bytes:
        """The root over leaves `start` to `end`; `start` is where RFC 6962 would part a tree."""
        width = 1 << ((end - start).bit_length() - 1)
        left = self._perfect(start, width.bit_length() - 1)
        if start + width == end:
            return left
        return node_hash(left, self.root_over(start + width, end))

    def _perfect(self, start: int, height: int) -> bytes:
        level, inner = divmod(height, TILE_HEIGHT)
        tile, first = divmod(start >> (TILE_HEIGHT * level), TILE_WIDTH)
        hashes = self._read.get((level, tile))
        if hashes is None:
            width = tile_width(level, tile, self._size)
            hashes = self._read[level, tile] = read_hashes(self._tiles, level, tile, width)
        return perfect_root(hashes[first : first + (1 << inner)])
