"""Reads the tree's tiles from the database, for sequencing, signing and proofs."""

from shoumi.foundation.transparency.merkle import EMPTY_ROOT, TreeHead
from shoumi.kernel.activity import models


class StoredTiles:
    """The tiles as the sequencer left them; nothing here is trusted, every user verifies."""

    def read_tile(self, level: int, index: int, width: int) -> bytes:
        """All hashes that the tile holds, whatever `width` is asked for; empty when missing."""
        found = models.Tile.objects.filter(level=level, index=index).values_list("hashes")
        return b"".join(bytes(hashes) for (hashes,) in found)


def stored_head() -> TreeHead:
    """How far the tree has grown; an empty tree before the first entry."""
    row = models.TreeHead.objects.filter(pk=1).values_list("size", "root").first()
    return TreeHead(0, EMPTY_ROOT) if row is None else TreeHead(row[0], bytes(row[1]))
