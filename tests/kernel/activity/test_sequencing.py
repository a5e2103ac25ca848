"""Places in the tree: contiguous, given once, in the order of ids, whoever sequences."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.foundation.transparency.merkle import leaf_hashes, root_of
from shoumi.foundation.transparency.tiles import extend_tree
from shoumi.foundation.transparency.verifier.errors import TransparencyError
from shoumi.kernel.activity import sequencing
from shoumi.kernel.activity.models import Entry, Tile, TreeHead
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.tiles import StoredTiles, stored_head
from tests.conftest import Ticker
from tests.kernel.activity.conftest import Log, unguarded


def places() -> list[int | None]:
    return list(Entry.objects.order_by("id").values_list("index", flat=True))


def computed_root() -> bytes:
    leaves = Entry.objects.order_by("index").values_list("leaf", flat=True)
    return root_of(leaf_hashes(bytes(leaf) for leaf in leaves))


@pytest.mark.parametrize("batch", [1, 7, 2048])
def test_entries_get_contiguous_places_in_the_order_of_ids(
    cast: Cast, at: Ticker, batch: int
) -> None:
    count = Entry.objects.count()
    assert sequence(at(), batch=batch) == count
    assert places() == list(range(count))
    assert stored_head() == (count, computed_root())
    assert sequence(at()) == 0


def test_gaps_in_the_ids_leave_no_gaps_in_the_tree(log: Log) -> None:
    log.act(6)
    with unguarded():
        for entry in Entry.objects.filter(index=None).order_by("id")[1:6:2]:
            entry.opening.delete()
            entry.delete()
    before = stored_head().size
    assert sequence(log.at()) == 3
    assert places()[before:] == [before, before + 1, before + 2]
    assert stored_head().root == computed_root()


def test_an_entry_committed_late_takes_a_later_place(log: Log) -> None:
    log.act(3)
    late, *others = Entry.objects.filter(index=None).order_by("id").values_list("pk", flat=True)
    head = stored_head()
    leaves = leaf_hashes(bytes(e.leaf) for e in Entry.objects.filter(pk__in=others).order_by("pk"))
    growth = extend_tree(StoredTiles(), head, leaves)
    assert sequencing._commit(head, growth, others, log.at())
    assert sequence(log.at()) == 1
    assert Entry.objects.get(pk=late).index == head.size + 2


def test_a_second_sequencer_that_built_on_an_old_head_writes_nothing(log: Log) -> None:
    log.act(2)
    head = stored_head()
    keys = list(Entry.objects.filter(index=None).values_list("pk", flat=True))
    leaves = leaf_hashes(bytes(e.leaf) for e in Entry.objects.filter(pk__in=keys).order_by("pk"))
    growth = extend_tree(StoredTiles(), head, leaves)
    sequence(log.at())
    settled = (stored_head(), places())
    assert not sequencing._commit(head, growth, keys, log.at())
    assert (stored_head(), places()) == settled


def test_nothing_is_built_on_a_changed_tile(log: Log) -> None:
    tile = Tile.objects.get(level=0, index=stored_head().size // 256)
    tile.hashes = bytes(len(tile.hashes))
    tile.save()
    log.act(1)
    with pytest.raises(TransparencyError):
        sequence(log.at())
    assert Entry.objects.filter(index=None).count() == 1


def test_the_head_is_one_row(log: Log) -> None:
    assert list(TreeHead.objects.values_list("pk", flat=True)) == [1]


def test_a_placed_entry_keeps_its_place(log: Log) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('UPDATE activity_entry SET "index" = 100000 WHERE "index" = 3')


@given(st.sets(st.integers(1, 60), min_size=1))
def test_runs_of_ids_are_placed_without_loss(keys: set[int]) -> None:
    """The arithmetic of `_place` alone: every key gets its rank, run by run."""
    ordered = sorted(keys)
    given_places: dict[int, int] = {}

    class Recorder:
        def filter(self, id__gte: int, id__lte: int, index__isnull: bool) -> "Recorder":
            self.run = [key for key in ordered if id__gte <= key <= id__lte]
            return self

        def update(self, index: Any) -> int:
            offset = index.rhs.value
            given_places.update({key: key + offset for key in self.run})
            return len(self.run)

    with patch.object(Entry, "objects", Recorder()):
        sequencing._place(ordered, 500)
    assert given_places == {key: 500 + rank for rank, key in enumerate(ordered)}
