"""Stored files: sealed in, opened only when decided, and complete or not there at all."""

import io
import os
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections

from shoumi.demo.cast import Cast
from shoumi.foundation.sealing import Altered, Suite
from shoumi.kernel.access import Decision, Reason
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import blobs
from shoumi.kernel.storage.models import SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.objects import is_content, open_object, put
from shoumi.kernel.storage.refusals import DecisionNeeded, DiskFull, Lost, TooLarge
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow, make_record
from tests.kernel.storage.shelves import FolderShelf, Shelf

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

CANARY = "金丝雀-7f3a9c51-canary".encode()
PLAIN = CANARY * 3000


@pytest.fixture
def stored(record: Record, cast: Cast, acting: Acting, at: Ticker, shelf: Shelf) -> SealedObject:
    return keep(PLAIN, record, cast, acting, at)


def keep(plain: bytes, record: Record, cast: Cast, acting: Acting, at: Ticker) -> SealedObject:
    with acting():
        return put(io.BytesIO(plain), record=record, by=cast["chair"], at=at())


@pytest.mark.parametrize("suite", list(Suite))
@pytest.mark.parametrize("plain", [b"", b"x", PLAIN])
def test_what_is_stored_opens_for_whom_it_was_decided(
    suite: Suite,
    plain: bytes,
    record: Record,
    cast: Cast,
    acting: Acting,
    at: Ticker,
    shelf: Shelf,
) -> None:
    with acting():
        obj = put(io.BytesIO(plain), record=record, by=cast["chair"], at=at(), suite=suite)
    with open_object(obj, allow(record, at), at=at.now) as reader:
        assert reader.read() == plain
    assert (obj.size, obj.version, obj.record_id) == (len(plain), 1, record.pk)
    assert obj.created_by == cast["chair"]


def test_a_stored_object_is_one_private_file_named_by_identity(
    stored: SealedObject, shelf: Shelf, data: Path
) -> None:
    assert shelf.names() == [f"{stored.uuid.hex}.1"]
    for path in (data / "objects").rglob("*.1"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_next_version_stands_beside_the_first(
    stored: SealedObject, record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    with acting():
        second = put(io.BytesIO(b"two"), record=record, by=cast["chair"], at=at(), replaces=stored)
    assert (second.uuid, second.version) == (stored.uuid, 2)
    assert open_object(second, allow(record, at), at=at.now).read() == b"two"
    assert open_object(stored, allow(record, at), at=at.now).read() == PLAIN


def test_a_next_version_never_changes_record(
    stored: SealedObject, cast: Cast, acting: Acting, at: Ticker
) -> None:
    other = make_record(cast, acting, at)
    with pytest.raises(ValueError, match="same record"), acting():
        put(io.BytesIO(b""), record=other, by=None, at=at(), replaces=stored)


def test_nothing_is_stored_outside_an_action(record: Record, shelf: Shelf, at: Ticker) -> None:
    with pytest.raises(UnloggedChange):
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    assert shelf.names() == []
    assert not WrappedKey.objects.exists()


def test_an_object_opens_only_with_a_decision_that_holds(
    stored: SealedObject, record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    good = allow(record, at)
    stranger = make_record(cast, acting, at)
    bad = [
        None,
        replace(good, because=(Reason("no", "no"),)),
        replace(good, subject=""),
        replace(good, subject=f"records.record/{stranger.pk}"),
        replace(good, subject=f"accounts.person/{record.pk}"),
    ]
    now = good.at
    for decision in bad:
        with pytest.raises(DecisionNeeded):
            open_object(stored, decision, at=now)  # type: ignore[arg-type]
    for late in (timedelta(seconds=60), timedelta(seconds=-1)):
        with pytest.raises(DecisionNeeded):
            open_object(stored, good, at=now + late)
    assert open_object(stored, good, at=now + timedelta(seconds=59)).read(5) == PLAIN[:5]


def test_ranges_are_read_without_reading_the_rest(
    stored: SealedObject, allowed: Decision, record: Record, at: Ticker
) -> None:
    with open_object(stored, allow(record, at), at=at.now) as reader:
        reader.seek(50_000)
        assert reader.read(70) == PLAIN[50_000:50_070]


def test_closing_the_reader_closes_the_file(
    stored: SealedObject, record: Record, at: Ticker, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[io.BufferedIOBase] = []
    really = shelf.store.open  # type: ignore[attr-defined]

    def watched(self: object, name: str) -> object:
        opened.append(really(self, name))
        return opened[-1]

    monkeypatch.setattr(shelf.store, "open", watched)
    open_object(stored, allow(record, at), at=at.now).close()
    assert [file.closed for file in opened] == [True]


def test_the_plaintext_is_nowhere_on_disk_or_in_a_database(
    stored: SealedObject, shelf: Shelf, data: Path
) -> None:
    assert CANARY not in shelf.read(stored.name)
    for path in data.rglob("*"):
        if path.is_file():
            assert CANARY not in path.read_bytes()
    for alias in ("default", "keystore"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                for row in cursor.fetchall():
                    assert CANARY not in b"".join(
                        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()
                        for v in row
                    )


def test_the_content_can_be_recognised_by_its_digest(stored: SealedObject) -> None:
    assert is_content(stored, sha256(PLAIN).digest())
    assert not is_content(stored, sha256(PLAIN + b"x").digest())
    assert stored.commitment != sha256(PLAIN).hexdigest()


def test_every_kind_of_damage_on_disk_is_refused(
    stored: SealedObject, record: Record, cast: Cast, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    sister = keep(PLAIN, record, cast, acting, at)
    raw, foreign = shelf.read(stored.name), shelf.read(sister.name)
    flips = [bytes([*raw[:n], raw[n] ^ 1, *raw[n + 1 :]]) for n in range(0, len(raw), 997)]
    for damaged in (*flips, b"", raw[:-1], raw[: 184 + 16400], raw + b"\0", foreign):
        shelf.write(stored.name, damaged)
        with pytest.raises(Altered):
            open_object(stored, allow(record, at), at=at.now).read()
    shelf.write(stored.name, raw)
    assert open_object(stored, allow(record, at), at=at.now).read() == PLAIN


def test_an_older_version_in_place_of_a_newer_is_refused(
    stored: SealedObject, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    with acting():
        second = put(io.BytesIO(b"two"), record=record, by=None, at=at(), replaces=stored)
    shelf.write(second.name, shelf.read(stored.name))
    with pytest.raises(Altered):
        open_object(second, allow(record, at), at=at.now)


def test_a_key_row_swapped_or_changed_by_sql_opens_nothing(
    stored: SealedObject, record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    sister = keep(b"sister", record, cast, acting, at)
    mine = WrappedKey.objects.get(object=stored.uuid)
    theirs = WrappedKey.objects.get(object=sister.uuid)
    genuine = bytes(mine.wrapped)
    flipped = genuine[:-1] + bytes([genuine[-1] ^ 1])
    for wrong in (bytes(theirs.wrapped), genuine[:-1], b"", flipped):
        WrappedKey.objects.filter(pk=mine.pk).update(wrapped=wrong)
        with pytest.raises(Altered):
            open_object(stored, allow(record, at), at=at.now)
    VaultKey.objects.update(wrapped=genuine)
    with pytest.raises(Altered):
        open_object(stored, allow(record, at), at=at.now)


def test_a_lost_file_or_key_is_said_to_be_lost(
    stored: SealedObject, record: Record, shelf: Shelf, at: Ticker
) -> None:
    raw = shelf.read(stored.name)
    shelf.remove(stored.name)
    with pytest.raises(Lost):
        open_object(stored, allow(record, at), at=at.now)
    shelf.write(stored.name, raw)
    WrappedKey.objects.all().delete()
    with pytest.raises(Lost):
        open_object(stored, allow(record, at), at=at.now)


def test_too_many_bytes_are_refused_and_nothing_is_kept(
    record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    with acting():
        assert put(io.BytesIO(b"1234"), record=record, by=None, at=at(), limit=4).size == 4
    with pytest.raises(TooLarge), acting():
        put(io.BytesIO(PLAIN), record=record, by=None, at=at(), limit=len(PLAIN) - 1)
    assert len(shelf.names()) == SealedObject.objects.count() == 1


class Full(io.BytesIO):
    """What is read while there is no room left."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("where", ["write", "fsync", "rename"])
def test_a_full_disk_is_said_and_leaves_nothing_half_visible(
    where: str,
    record: Record,
    acting: Acting,
    data: Path,
    at: Ticker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    stream = io.BytesIO(PLAIN) if where != "write" else Full()
    if where == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    if where == "rename":
        monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(DiskFull) as refused, acting():
        put(stream, record=record, by=None, at=at())
    assert "磁盘" in str(refused.value) or "disk" in str(refused.value)
    assert FolderShelf(data).names() == []
    assert not SealedObject.objects.exists()


def test_a_name_that_is_taken_is_never_overwritten(shelf: Shelf) -> None:
    store, name = blobs.store(), f"{uuid4().hex}.1"
    store.keep(name, lambda sink: sink.write(b"first"))
    with pytest.raises(FileExistsError):
        store.keep(name, lambda sink: sink.write(b"second"))
    assert store.open(name).read() == b"first"
    assert shelf.names() == [name]
