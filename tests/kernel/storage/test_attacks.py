"""Whoever can write where sealed bytes lie, or where their rows stand, gets nothing opened: under
both suites, in a folder and in buckets, whatever is changed is refused before its first byte."""

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from shoumi.foundation.sealing import (
    HEADER_SIZE,
    Altered,
    Header,
    KeyfileProvider,
    RangeReader,
    SealingError,
    Suite,
    Unsealable,
    new_key,
)
from shoumi.kernel.activity import guard
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import blobs, keyring, waiting
from shoumi.kernel.storage.fields import regrade
from shoumi.kernel.storage.keyring import vault_binding
from shoumi.kernel.storage.models import SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.objects import is_content, open_object, put
from shoumi.kernel.storage.refusals import Lost, StorageRefused
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow
from tests.kernel.storage.shelves import Shelf
from tests.kernel.storage.texts import open_field, seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

CHUNK, STRIDE, BODY = 16384, 16400, 184
PLAIN = bytes(range(251)) * 210
"""Four chunks, the last one short."""
Attack = Callable[[bytes, bytes], bytes]


@pytest.fixture(params=[Suite.COBBLESTONE_256, Suite.SM4_GCM_SM3], ids=["aes", "sm4"])
def suite(request: pytest.FixtureRequest, settings: Settings) -> Suite:
    """New objects are sealed under it, by the installation's setting."""
    settings.SUITE = request.param
    return Suite(request.param)


def keep(
    record: Record, acting: Acting, at: Ticker, replaces: SealedObject | None = None
) -> SealedObject:
    with acting():
        return put(io.BytesIO(PLAIN), record=record, by=None, at=at(), replaces=replaces)


def read(obj: SealedObject, at: Ticker) -> bytes:
    with open_object(obj, allow(obj.record, at), at=at.now) as reader:
        return reader.read()


def chunk(raw: bytes, number: int) -> bytes:
    return raw[BODY + number * STRIDE : BODY + (number + 1) * STRIDE]


def rebuilt(raw: bytes, *numbers: int) -> bytes:
    return raw[:BODY] + b"".join(chunk(raw, number) for number in numbers)


def flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


BODIES: dict[str, Attack] = {
    "emptied": lambda mine, other: b"",
    "header alone": lambda mine, other: mine[:HEADER_SIZE],
    "cut to full chunks": lambda mine, other: rebuilt(mine, 0, 1, 2),
    "cut by a byte": lambda mine, other: mine[:-1],
    "extended by a byte": lambda mine, other: mine + b"\0",
    "extended by a chunk": lambda mine, other: rebuilt(mine, 0, 1, 2, 3, 3),
    "swapped": lambda mine, other: rebuilt(mine, 1, 0, 2, 3),
    "dropped": lambda mine, other: rebuilt(mine, 0, 2, 3),
    "doubled": lambda mine, other: rebuilt(mine, 0, 1, 1, 3),
    "spliced": lambda mine, other: rebuilt(mine, 0, 1) + other[BODY + 2 * STRIDE :],
    "another object": lambda mine, other: other,
    "another's body": lambda mine, other: mine[:HEADER_SIZE] + other[HEADER_SIZE:],
    "another's salt and commitment": lambda mine, other: (
        mine[:HEADER_SIZE] + other[HEADER_SIZE:BODY] + mine[BODY:]
    ),
    "zeros": lambda mine, other: bytes(len(mine)),
}


def attacks(mine: bytes, other: bytes) -> Iterator[tuple[str, bytes]]:
    """Every bit of the header, salt and commitment, some of every chunk, and the list above."""
    for name, attack in BODIES.items():
        yield name, attack(mine, other)
    far = range(BODY * 8, len(mine) * 8, 4093)
    for bit in chain(range(BODY * 8), far, range(len(mine) * 8 - 128, len(mine) * 8)):
        yield f"bit {bit}", flipped(mine, bit)


def test_no_change_of_a_stored_object_is_passed_on(
    suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    """The bytes as the store has them, under the key that the house opens them with."""
    mine, other = keep(record, acting, at), keep(record, acting, at)
    keys, raws = keyring.unlock(), []
    for obj in (mine, other):
        with blobs.store().open(obj.name) as file:
            raws.append(file.read())
    key = keys.find(mine.uuid, mine.version)
    header = Header(suite, mine.version, keys.tenant, mine.uuid)
    assert key.suite is suite
    assert RangeReader(io.BytesIO(raws[0]), key.key, header).read() == PLAIN
    tried = 0
    for name, changed in attacks(*raws):
        tried += 1
        with pytest.raises(Altered):
            RangeReader(io.BytesIO(changed), key.key, header).read()
            pytest.fail(name)
    assert tried > HEADER_SIZE * 8 + 400


@pytest.mark.parametrize("attack", BODIES)
def test_a_store_that_was_written_to_gives_nothing_out(
    attack: str, suite: Suite, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    mine, other = keep(record, acting, at), keep(record, acting, at)
    raw = shelf.read(mine.name)
    shelf.write(mine.name, BODIES[attack](raw, shelf.read(other.name)))
    with pytest.raises(Altered):
        read(mine, at)
    assert read(other, at) == PLAIN
    shelf.write(mine.name, raw)
    assert read(mine, at) == PLAIN


def test_a_length_that_is_not_proven_gives_not_one_byte(
    suite: Suite, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    obj = keep(record, acting, at)
    raw = shelf.read(obj.name)
    for changed in (raw[:-1], raw + b"\0", raw[: BODY + STRIDE], raw[: BODY + 2 * STRIDE]):
        shelf.write(obj.name, changed)
        with pytest.raises(Altered):
            open_object(obj, allow(record, at), at=at.now)


def test_a_version_rolled_back_or_deleted_is_refused(
    suite: Suite, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    first = keep(record, acting, at)
    second = keep(record, acting, at, replaces=first)
    newest = shelf.read(second.name)
    shelf.write(second.name, shelf.read(first.name))
    with pytest.raises(Altered):
        open_object(second, allow(record, at), at=at.now)
    # Its header pasted before the old body deceives nobody either.
    shelf.write(second.name, newest[:HEADER_SIZE] + shelf.read(first.name)[HEADER_SIZE:])
    with pytest.raises(Altered):
        open_object(second, allow(record, at), at=at.now)
    shelf.remove(second.name)
    with pytest.raises(Lost):
        open_object(second, allow(record, at), at=at.now)
    assert read(first, at) == PLAIN


def test_another_key_or_another_place_opens_nothing(
    suite: Suite, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    obj = keep(record, acting, at)
    keys, raw = keyring.unlock(), shelf.read(obj.name)
    key = keys.find(obj.uuid, obj.version).key
    right = (suite, 1, keys.tenant, obj.uuid)
    strange = uuid4()
    places = [
        (suite, 2, keys.tenant, obj.uuid),
        (suite, 1, strange, obj.uuid),
        (suite, 1, keys.tenant, strange),
    ]
    for place in places:
        header = Header(*place)
        for bytes_ in (raw, bytes(header) + raw[HEADER_SIZE:]):
            with pytest.raises(Altered):
                RangeReader(io.BytesIO(bytes_), key, header)
    with pytest.raises(Altered):
        RangeReader(io.BytesIO(raw), new_key(suite), Header(*right))


EDITS: dict[str, dict[str, object]] = {
    "suite": {"suite": int(Suite.SM4_GCM_SM3)},
    "suite back": {"suite": int(Suite.COBBLESTONE_256)},
    "version": {"version": 2},
    "uuid": {"uuid": uuid4()},
}


@pytest.mark.parametrize("column", EDITS)
def test_a_row_of_an_object_edited_by_sql_opens_nothing(
    column: str, suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    obj = keep(record, acting, at)
    edit = EDITS[column]
    if edit == {"suite": int(suite)}:
        edit = {"suite": 0x0102}
    by_sql("default", SealedObject, obj.pk, edit)
    obj.refresh_from_db()
    with pytest.raises((SealingError, StorageRefused, ValueError)):
        read(obj, at)


def test_an_edited_size_or_commitment_is_not_believed(
    suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    """What is read is what was proven, whatever the row says; a commitment fits one content."""
    obj = keep(record, acting, at)
    digest = sha256(PLAIN).digest()
    assert is_content(obj, digest)
    by_sql("default", SealedObject, obj.pk, {"size": 1, "commitment": "00" * 32})
    obj.refresh_from_db()
    assert not is_content(obj, digest)
    with open_object(obj, allow(record, at), at=at.now) as reader:
        assert reader.size == len(PLAIN)
        assert reader.read() == PLAIN


@pytest.mark.parametrize("column", ["wrapped", "vault_key_id", "object", "version", "digest_salt"])
def test_a_data_key_edited_by_sql_fails_closed(
    column: str, suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    mine = keep(record, acting, at)
    record.grade = "ordinary"
    other = keep(record, acting, at)
    row = WrappedKey.objects.get(object=mine.uuid)
    strange = WrappedKey.objects.get(object=other.uuid)
    values = {
        "wrapped": bytes(strange.wrapped),
        "vault_key_id": strange.vault_key_id,
        "object": uuid4(),
        "version": 7,
        "digest_salt": bytes(32),
    }
    by_sql("keystore", WrappedKey, row.pk, {column: values[column]})
    if column == "digest_salt":
        # It seals nothing: what fails closed is recognising the content.
        assert not is_content(mine, sha256(PLAIN).digest())
        return
    with pytest.raises((Altered, Lost)):
        read(mine, at)
    assert read(other, at) == PLAIN


@pytest.mark.parametrize("column", ["wrapped", "suite", "level", "generation"])
def test_a_vault_key_edited_by_sql_fails_closed(
    column: str, suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    obj = keep(record, acting, at)
    row = VaultKey.objects.get()
    other = next(one for one in Suite if one is not suite)
    values = {
        "wrapped": flipped(bytes(row.wrapped), 300),
        "suite": int(other),
        "level": "public",
        "generation": 2,
    }
    by_sql("keystore", VaultKey, row.pk, {column: values[column]})
    assert keyring.state() is keyring.State.WRONG
    with pytest.raises((Altered, Unsealable)):
        read(obj, at)


def by_sql(alias: str, model: type, pk: int, edit: dict[str, object]) -> None:
    """Beside the house and its log, whose guard was taken away first."""
    if alias == "default":
        guard.remove(connections[alias])
    table = model._meta.db_table  # type: ignore[attr-defined]
    fields = {field.column: field for field in model._meta.concrete_fields}  # type: ignore[attr-defined]
    with connections[alias].cursor() as cursor:
        for column, value in edit.items():
            ready = fields[column].get_db_prep_value(value, connections[alias])
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [ready, pk])
    if alias == "default":
        guard.install(connections[alias])


def test_a_lost_data_key_loses_that_version_only(
    suite: Suite, record: Record, acting: Acting, at: Ticker
) -> None:
    first = keep(record, acting, at)
    second = keep(record, acting, at, replaces=first)
    WrappedKey.objects.filter(object=first.uuid, version=1).delete()
    with pytest.raises(Lost):
        read(first, at)
    assert read(second, at) == PLAIN
    assert keyring.state() is keyring.State.OPEN


def test_dumps_of_both_databases_open_nothing_without_a_root_key(
    suite: Suite, record: Record, acting: Acting, shelf: Shelf, tmp_path: Path, at: Ticker
) -> None:
    """The thief has every row and every object, and makes root keys as many as he likes."""
    obj = keep(record, acting, at)
    tenant = keyring.unlock().tenant
    own = KeyfileProvider(tmp_path / "thief")
    for version in range(1, 9):
        root = own.rotate(version)
        for vault in VaultKey.objects.all():
            with pytest.raises(Altered):
                root.unwrap(bytes(vault.wrapped), vault_binding(tenant, vault))
    raw = shelf.read(obj.name)
    row = WrappedKey.objects.get(object=obj.uuid)
    header = Header(suite, 1, tenant, obj.uuid)
    size = suite.key_size
    # No column holds a key as it is, under whatever name.
    columns = [bytes(row.wrapped), bytes(row.digest_salt), bytes(row.vault_key.wrapped)]
    for column in columns:
        for start in range(max(len(column) - size + 1, 0)):
            with pytest.raises(Altered):
                RangeReader(io.BytesIO(raw), column[start : start + size], header)


def test_everything_else_is_sealed_under_the_suite_of_the_settings(
    suite: Suite, record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    """Fields of records and what waits between two steps; and what a changed setting leaves."""
    with acting():
        text = seal_field("密点", record=record, field="t.f", at=at())
    name = waiting.lay_by(PLAIN, at=at())
    assert set(VaultKey.objects.values_list("suite", flat=True)) == {int(suite)}
    assert waiting.take_up(name, allow(record, at), at=at.now) == PLAIN
    waiting.drop(name)
    assert shelf.names() == []
    decision = allow(record, at)
    assert open_field(text, record=record, decision=decision, field="t.f", at=at.now) == "密点"


def test_after_the_setting_changed_both_suites_open(
    record: Record, acting: Acting, settings: Settings, shelf: Shelf, at: Ticker
) -> None:
    made = []
    for chosen in Suite:
        settings.SUITE = chosen
        made.append(keep(record, acting, at))
    assert [obj.suite for obj in made] == [int(one) for one in Suite]
    record.grade = "ordinary"
    with acting():
        record.save()
        regrade(record, at=at())
    assert [read(obj, at) for obj in made] == [PLAIN, PLAIN]
    assert VaultKey.objects.count() == 4
