"""What the tree costs: sequencing against bare insertion, verifying against bare hashing.

Everything runs on the default connection, which must be a scratch database: entries are made up
and stay there.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from shoumi.foundation.transparency.canonical import encode_canonical
from shoumi.kernel.activity import recording
from shoumi.kernel.activity.models import Entry, Tile
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.verification.entries import EntryCheck
from shoumi.kernel.activity.verification.rows import reconcile
from shoumi.kernel.activity.verification.tree import TreeCheck

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
Ratios = dict[str, Any]


def measure(*, entries: int = 1_000_000) -> Ratios:
    """The tree's figures: ratios, and under `context` the absolutes they were made of."""
    return {"log": verify_and_sequence(entries=entries)}


def verify_and_sequence(*, entries: int = 1_000_000) -> Ratios:
    """Sequencing against a bare bulk insertion, then verification against bare hashing."""
    insertion = _timed(lambda: _insert_bare(entries))
    _fill(entries)
    sequencing = _timed(lambda: sequence(BEGIN + timedelta(days=3650)))
    placed = Entry.objects.exclude(index=None).count()
    hashing = _timed(lambda: _hash_bare(placed))
    check = TreeCheck()
    tree = _timed(check.run)
    if check.findings or check.size != placed:
        raise RuntimeError("the bench's own log doesn't verify")
    rows = _timed(lambda: list(reconcile(EntryCheck().marks())))
    return {
        "sequencer_over_bulk_insert": (placed / sequencing) / (entries / insertion),
        "verify_over_hashing": tree / hashing,
        "reconcile_over_hashing": rows / hashing,
        "context": {
            "entries": placed,
            "sequenced_per_second": placed / sequencing,
            "inserted_per_second": entries / insertion,
            "verified_per_second": placed / tree,
            "reconciled_per_second": placed / rows,
            "hashed_per_second": placed / hashing,
        },
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _leaf(number: int, uid: UUID) -> bytes:
    """An entry of the usual length."""
    at = BEGIN + timedelta(seconds=number)
    return encode_canonical(
        {
            "v": recording.VERSION,
            "t": "register.approve_grading",
            "id": str(uid),
            "ts": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": "5f" * 16,
            "obj": f"register.secret/{number}",
            "basis": ["4.2"],
            "outcome": "done",
            "after": _NOTHING_CHANGED,
            "c": {},
        }
    )


_NOTHING_CHANGED = hashlib.sha256(recording.encode_marks([])).hexdigest()


def _insert_bare(entries: int) -> None:
    """The same bytes into a table without any index but its key, 2,048 in a transaction."""
    key = "BIGSERIAL" if connection.vendor == "postgresql" else "INTEGER"
    kind = "BYTEA" if connection.vendor == "postgresql" else "BLOB"
    leaf = secrets.token_bytes(len(_leaf(1, uuid4())))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_bare")
        cursor.execute(f"CREATE TABLE bench_bare (id {key} PRIMARY KEY, leaf {kind} NOT NULL)")
        for start in range(0, entries, 2048):
            batch = [(leaf,)] * min(2048, entries - start)
            with transaction.atomic():
                cursor.executemany("INSERT INTO bench_bare (leaf) VALUES (%s)", batch)
        cursor.execute("DROP TABLE bench_bare")


def _fill(entries: int) -> None:
    """Entries that wait for their place, with openings, 5,000 in a transaction."""
    columns = "uid, verb, subject, actor, outcome, leaf, recorded_at"
    with connection.cursor() as cursor:
        for start in range(0, entries, 5000):
            with transaction.atomic():
                cursor.executemany(
                    f"INSERT INTO activity_entry ({columns}) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    [_row(number) for number in range(start, min(start + 5000, entries))],
                )
        cursor.execute(
            "INSERT INTO activity_opening (entry_id, facts, marks, salt) "
            "SELECT id, '{}', '[]', %s FROM activity_entry e WHERE \"index\" IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM activity_opening o WHERE o.entry_id = e.id)",
            ["00" * 32],
        )


def _row(number: int) -> list[Any]:
    uid = uuid4()
    moment = connection.ops.adapt_datetimefield_value(BEGIN + timedelta(seconds=number))
    stored = Entry._meta.get_field("uid").get_db_prep_value(uid, connection)
    verb, subject = "register.approve_grading", f"register.secret/{number}"
    return [stored, verb, subject, "5f" * 16, "done", _leaf(number, uid), moment]


def _hash_bare(entries: int) -> None:
    """What no verification can do without: a leaf hash and an inner node for each entry."""
    leaf, node = b"\x00" + _leaf(1, uuid4()), b"\x01" + bytes(64)
    sha256 = hashlib.sha256
    for _ in range(entries):
        sha256(leaf).digest()
    for _ in range(entries - 1):
        sha256(node).digest()


def size_on_disk() -> dict[str, float]:
    """Bytes of the tree's tiles for each entry."""
    tiles = sum(len(bytes(hashes)) for (hashes,) in Tile.objects.values_list("hashes"))
    return {"tree_bytes_per_entry": tiles / max(1, Entry.objects.exclude(index=None).count())}
