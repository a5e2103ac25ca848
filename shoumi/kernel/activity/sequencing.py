"""Gives committed entries their places in the tree: contiguous, in the order of their ids, once.

Reading and hashing need no lock. What holds the database is one short transaction that compares
the head with the one built on, then writes places, tiles and head together. Several sequencers may
run: whoever comes second finds the head moved and begins again behind the first.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from shoumi.foundation.transparency import merkle, tiles
from shoumi.foundation.transparency.verifier.errors import TransparencyError
from shoumi.kernel.activity.models import Entry, Tile, TreeHead
from shoumi.kernel.activity.tiles import StoredTiles, stored_head

BATCH = 2048
PAUSE = 0.5
logger = logging.getLogger(__name__)


def sequence(at: datetime, *, batch: int = BATCH) -> int:
    """Place every entry that is committed; how many this call placed.

    Raises NotConsistent or Malformed when the stored tiles don't hash to the stored head: nothing
    is ever built on a changed tree.
    """
    placed = 0
    while True:
        head = stored_head()
        pending = list(
            Entry.objects.filter(index__isnull=True)
            .order_by("id")
            .values_list("id", "leaf")[:batch]
        )
        if not pending:
            return placed
        leaves = merkle.leaf_hashes(bytes(leaf) for _, leaf in pending)
        growth = tiles.extend_tree(StoredTiles(), head, leaves)
        if _commit(head, growth, [key for key, _ in pending], at):
            placed += len(pending)


def run(stop: Event, clock: Callable[[], datetime], *, pause: float = PAUSE) -> None:
    """Sequence again and again until told to stop; a fault is reported once and tried again."""
    told = ""
    while True:
        try:
            sequence(clock())
            told = ""
        except (DatabaseError, TransparencyError) as error:
            connection.close_if_unusable_or_obsolete()
            if str(error) != told:
                logger.error("The log's entries can't be put into the tree: %s", error)
            told = str(error)
        if stop.wait(pause):
            return


def _commit(head: merkle.TreeHead, growth: tiles.Growth, keys: Sequence[int], at: datetime) -> bool:
    """Write places, tiles and head, unless another sequencer moved the head in the meantime."""
    with transaction.atomic():
        if not _take(head):
            return False
        _place(keys, head.size)
        Tile.objects.bulk_create(
            [Tile(level=one.level, index=one.index, hashes=one.hashes) for one in growth.tiles],
            update_conflicts=True,
            unique_fields=["level", "index"],
            update_fields=["hashes"],
        )
        TreeHead.objects.filter(pk=1).update(
            size=growth.head.size, root=growth.head.root, sequenced_at=at
        )
    return True


def _take(head: merkle.TreeHead) -> bool:
    """Lock the head's row and say whether it is still the one that was built on."""
    if head.size == 0:
        TreeHead.objects.bulk_create(
            [TreeHead(pk=1, size=0, root=head.root)], ignore_conflicts=True
        )
    row = TreeHead.objects.select_for_update().get(pk=1)
    return (row.size, bytes(row.root)) == head


def _place(keys: Sequence[int], start: int) -> None:
    """Give the entries `start` and what follows; unbroken runs of ids go by one statement each."""
    placed = first = 0
    for end in range(1, len(keys) + 1):
        if end < len(keys) and keys[end] == keys[end - 1] + 1:
            continue
        run_of_ids = Entry.objects.filter(
            id__gte=keys[first], id__lte=keys[end - 1], index__isnull=True
        )
        placed += run_of_ids.update(index=F("id") + (start + first - keys[first]))
        first = end
    if placed != len(keys):
        raise IntegrityError(f"{len(keys)} entries were read but {placed} could be placed")
