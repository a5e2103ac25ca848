"""What catches which attack: the table of the log's specification, row by row.

T tiles, S signed checkpoints with a pinned key, K a head held elsewhere, R reconciliation of rows.
Time-stamp brackets (A in the table) come with a later issue; rows that only A catches are here
with nothing that catches them, so that nobody believes more than is true.
"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from shoumi.foundation.transparency import merkle, tiles
from shoumi.foundation.transparency.canonical import encode_canonical
from shoumi.foundation.transparency.checkpoints import Checkpoint as Head
from shoumi.foundation.transparency.checkpoints import sign_checkpoint
from shoumi.foundation.transparency.merkle import EMPTY_TREE, TreeHead
from shoumi.foundation.transparency.notes import SignerKey
from shoumi.foundation.transparency.proofs import root_at
from shoumi.kernel.activity import models
from shoumi.kernel.activity.models import Checkpoint, Entry, Opening, Tile
from shoumi.kernel.activity.tiles import StoredTiles
from shoumi.kernel.activity.verification import Kind
from shoumi.kernel.activity.verification.entries import EntryCheck
from shoumi.kernel.activity.verification.findings import Finding
from shoumi.kernel.activity.verification.rows import reconcile
from shoumi.kernel.activity.verification.tree import (
    TreeCheck,
    deleted_checkpoints,
    held_heads,
    signed_heads,
)
from tests.kernel.activity.conftest import Log, unguarded


def edit(index: int) -> None:
    """Change an entry's bytes, and its columns with them, so that it looks whole."""
    entry = Entry.objects.get(index=index)
    fields = json.loads(bytes(entry.leaf))
    fields["obj"] = entry.subject = "accounts.person/999"
    entry.leaf = encode_canonical(fields)
    entry.save()


def delete(index: int) -> None:
    entry = Entry.objects.get(index=index)
    Opening.objects.filter(pk=entry.pk).delete()
    entry.delete()


def swap(first: int, second: int) -> None:
    one, other = Entry.objects.get(index=first), Entry.objects.get(index=second)
    for entry, place in ((one, -1), (other, first), (one, second)):
        Entry.objects.filter(pk=entry.pk).update(index=place)


def close_gaps() -> None:
    for place, key in enumerate(Entry.objects.order_by("index").values_list("pk", flat=True)):
        Entry.objects.filter(pk=key, index__gt=place).update(index=place)


def insert(log: Log, index: int, days_ago: int) -> None:
    """An entry that was never written then, at a place in the past."""
    top = Entry.objects.count()
    for place in range(top - 1, index - 1, -1):
        Entry.objects.filter(index=place).update(index=place + 1)
    log.act(1)
    backdate(days_ago)
    Entry.objects.filter(index=None).update(index=index)


def backdate(days_ago: int) -> None:
    """Give the newest entry an older date."""
    entry = Entry.objects.order_by("-id")[0]
    fields = json.loads(bytes(entry.leaf))
    entry.recorded_at -= timedelta(days=days_ago)
    fields["ts"] = entry.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    entry.leaf = encode_canonical(fields)
    entry.save()


def rebuild_tiles() -> None:
    Tile.objects.all().delete()
    leaves = Entry.objects.order_by("index").values_list("leaf", flat=True)
    hashes = merkle.leaf_hashes(bytes(leaf) for leaf in leaves)
    growth = tiles.extend_tree(StoredTiles(), EMPTY_TREE, hashes)
    Tile.objects.bulk_create(
        Tile(level=one.level, index=one.index, hashes=one.hashes) for one in growth.tiles
    )
    models.TreeHead.objects.filter(pk=1).update(size=growth.head.size, root=growth.head.root)


def sign_again(signer: SignerKey) -> None:
    """Every checkpoint anew, over the tree as it stands; those beyond its end vanish."""
    size = Entry.objects.count()
    Checkpoint.objects.filter(size__gt=size).delete()
    for row in Checkpoint.objects.all():
        head = TreeHead(row.size, root_at(StoredTiles(), row.size))
        row.note = sign_checkpoint(Head(signer.name, head), signer)
        row.save()


def change_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_person SET name = 'x' WHERE staff_number = '0203'")


def rebuilt(log: Log, change: Callable[[], None]) -> None:
    """All of it made consistent again by somebody who has stolen the keeper's key."""
    change()
    close_gaps()
    rebuild_tiles()
    sign_again(log.signer)


def another_key(log: Log) -> SignerKey:
    return SignerKey.generate(log.signer.name)


def truncate(size: int) -> None:
    for index in range(size, Entry.objects.count()):
        delete(index)


def edit_and_recompute(index: int) -> None:
    edit(index)
    rebuild_tiles()


def last(log: Log) -> int:
    return Entry.objects.count() - 1


def append_backdated(log: Log) -> None:
    log.act(1)
    backdate(30)
    log.sign()


def edited_and_signed_with_another_key(log: Log) -> None:
    edit_and_recompute(150)
    sign_again(another_key(log))


# The log of the fixture: a checkpoint after the cast, the held head near 265, twelve more, signed.
ATTACKS: list[tuple[str, Callable[[Log], object], str]] = [
    ("row edited", lambda log: edit(150), "TSK"),
    ("row deleted", lambda log: delete(150), "TSK"),
    ("edited, tiles recomputed", lambda log: edit_and_recompute(150), "SK"),
    (
        "edited, tiles recomputed, signed again with another key",
        edited_and_signed_with_another_key,
        "SK",
    ),
    ("edited, rebuilt with the stolen key", lambda log: rebuilt(log, lambda: edit(150)), "K"),
    ("deleted, rebuilt with the stolen key", lambda log: rebuilt(log, lambda: delete(150)), "K"),
    ("reordered, rebuilt, stolen key", lambda log: rebuilt(log, lambda: swap(150, 151)), "K"),
    ("truncated below a held head", lambda log: rebuilt(log, lambda: truncate(240)), "K"),
    ("backdated entry appended, honest key", append_backdated, ""),
    (
        "backdated entry inserted, stolen key",
        lambda log: rebuilt(log, lambda: insert(log, 150, days_ago=3)),
        "K",
    ),
    ("business row changed by SQL", lambda log: change_row(), "R"),
    ("tail edited, stolen key", lambda log: rebuilt(log, lambda: edit(last(log))), ""),
    ("tail truncated, stolen key", lambda log: rebuilt(log, lambda: truncate(last(log) - 3)), ""),
    ("latest checkpoint row deleted", lambda log: Checkpoint.objects.latest("id").delete(), ""),
]


def caught(log: Log) -> str:
    """The letters of what finds something, each asked alone."""
    found = {"T": tree_findings(TreeCheck())}
    signed: list[Finding] = []
    found["S"] = tree_findings(TreeCheck(signed_heads([log.key], signed), tiles=False)) + signed
    held = held_heads([log.held], [log.key], [])
    found["K"] = tree_findings(TreeCheck(held=held, tiles=False))
    found["R"] = list(reconcile(EntryCheck().marks()))
    return "".join(letter for letter, findings in found.items() if findings)


def tree_findings(check: TreeCheck) -> list[Finding]:
    check.run()
    return check.findings


def test_a_log_that_nobody_touched_is_found_intact(log: Log) -> None:
    assert caught(log) == ""
    check = EntryCheck()
    list(check.marks())
    assert check.findings == []
    assert check.count == Entry.objects.count() > 256


@pytest.mark.parametrize(
    ("attack", "by"), [row[1:] for row in ATTACKS], ids=[row[0] for row in ATTACKS]
)
def test_an_attack_is_caught_by_exactly_what_the_table_says(
    log: Log, attack: Callable[[Log], object], by: str
) -> None:
    with unguarded():
        attack(log)
    assert caught(log) == by


def test_a_deleted_checkpoint_is_missed_when_it_was_exported(log: Log) -> None:
    notes = log.folder.exported()
    assert not list(deleted_checkpoints(notes))
    Checkpoint.objects.latest("id").delete()
    assert {one.kind for one in deleted_checkpoints(notes)} == {Kind.CHECKPOINT_DELETED}
