"""New keys come into use, everything still opens, and nothing older is accepted afterwards."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from shoumi.foundation.sealing import Altered, Suite
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys import rewrapping
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from shoumi.kernel.storage.keys.shredding import finish_shredding, shred, waiting_for_epoch
from shoumi.kernel.storage.keys.standing import standing
from shoumi.kernel.storage.keys.working import alone
from shoumi.kernel.storage.models import (
    Epoch,
    Keystore,
    RecordKey,
    Rotation,
    SealedObject,
    ShreddedKey,
    VaultKey,
    WrappedKey,
)
from shoumi.kernel.storage.objects import open_object, put
from shoumi.kernel.storage.orphans import sweep_orphans
from shoumi.kernel.storage.refusals import Destroyed, KeysDamaged, KeysInUse, OnHold, Sealed
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow
from tests.kernel.storage.shelves import Shelf
from tests.kernel.storage.texts import open_field, seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def objects(record: Record, acting: Acting, at: Ticker) -> list[SealedObject]:
    """Three files in two levels, and a sealed field."""
    made = []
    for number, grade in enumerate(("core", "core", "ordinary")):
        record.grade = grade
        with acting():
            content = io.BytesIO(b"%d" % number * 50_000)
            made.append(put(content, record=record, by=None, at=at()))
    with acting():
        seal_field("密点", record=record, field="t.f", at=at())
    return made


def opens(obj: SealedObject, at: Ticker) -> bool:
    with open_object(obj, allow(obj.record, at), at=at.now) as reader:
        return len(reader.read()) == obj.size


def roots(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "keys").iterdir())


def test_a_rotation_touches_no_object_and_everything_opens(
    shelf: Shelf, objects: list[SealedObject], data: Path, at: Ticker
) -> None:
    blobs = {name: shelf.read(name) for name in shelf.names()}
    wrapped = dict(WrappedKey.objects.values_list("pk", "wrapped"))
    before = Keystore.objects.get().root_fingerprint
    done = rotate(by=HOUSE, now=at)
    row = Keystore.objects.get()
    assert (row.root_version, row.root_fingerprint, row.pending) == (2, done.fingerprint, {})
    assert row.root_fingerprint != before
    assert keyring.state() is State.OPEN
    assert all(opens(obj, at) for obj in objects)
    assert {name: shelf.read(name) for name in shelf.names()} == blobs
    assert len(blobs) == 3
    assert dict(WrappedKey.objects.values_list("pk", "wrapped")) == wrapped
    assert roots(data) == ["root-1.key", "root-2.key"]
    assert Entry.objects.filter(verb="storage.rotate_keys").count() == 1


@pytest.mark.usefixtures("shelf")
def test_after_a_leak_every_data_key_is_rewrapped_in_steps(
    objects: list[SealedObject], at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrapping, "BATCH", 2)
    before = {bytes(wrapped) for wrapped in WrappedKey.objects.values_list("wrapped", flat=True)}
    done = rotate(vaults=True, by=HOUSE, now=at)
    after = {bytes(wrapped) for wrapped in WrappedKey.objects.values_list("wrapped", flat=True)}
    assert done.rewrapped == len(after) == 4
    assert before.isdisjoint(after)
    assert set(VaultKey.objects.values_list("generation", flat=True)) == {2}
    assert all(opens(obj, at) for obj in objects)


def test_a_file_stored_by_a_request_that_began_before_the_rotation_opens(
    record: Record, at: Ticker
) -> None:
    early = keyring.unlock()
    rotate(vaults=True, by=HOUSE, now=at)
    name = Keystore.objects.get().tenant
    made = early.make(name, 1, suite=Suite.COBBLESTONE_256, level="new", at=at())
    assert keyring.unlock().find(name, 1).key == made.key == early.find(name, 1).key
    end_epoch(by=HOUSE, now=at)
    assert early.find(name, 1).key == made.key


def test_a_damaged_key_stops_a_rotation_before_anything_changes(
    objects: list[SealedObject], data: Path, at: Ticker
) -> None:
    row = WrappedKey.objects.first()
    assert row is not None
    whole = bytes(row.wrapped)
    row.wrapped = whole[:-1] + bytes([whole[-1] ^ 1])
    row.save()
    for attempt in (lambda: rotate(by=HOUSE, now=at), lambda: end_epoch(by=HOUSE, now=at)):
        with pytest.raises(KeysDamaged) as refused:
            attempt()
        assert refused.value.args == (str(row),)
    assert Keystore.objects.get().root_version == 1
    assert roots(data) == ["root-1.key"]
    row.wrapped = whole
    row.save()
    assert rotate(by=HOUSE, now=at).root_version == 2


def test_wrapped_keys_swapped_between_rows_open_nothing(
    objects: list[SealedObject], at: Ticker
) -> None:
    one, other = (WrappedKey.objects.get(object=obj.uuid) for obj in objects[:2])
    one.wrapped, other.wrapped = other.wrapped, one.wrapped
    one.save()
    other.save()
    with pytest.raises(Altered):
        open_object(objects[0], allow(objects[0].record, at), at=at.now)
    with pytest.raises(KeysDamaged):
        rotate(by=HOUSE, now=at)


def test_an_older_vault_key_put_back_opens_nothing(objects: list[SealedObject], at: Ticker) -> None:
    old_vaults = list(VaultKey.objects.all())
    old_keys = list(WrappedKey.objects.all())
    rotate(vaults=True, by=HOUSE, now=at)
    for row in [*old_vaults, *old_keys]:
        row.save()
    assert keyring.state() is State.WRONG
    with pytest.raises(Altered):
        open_object(objects[0], allow(objects[0].record, at), at=at.now)
    with pytest.raises(KeysDamaged):
        rotate(by=HOUSE, now=at)


def test_the_keystore_row_of_another_installation_opens_nothing(
    objects: list[SealedObject], at: Ticker
) -> None:
    row = Keystore.objects.get()
    row.tenant = objects[0].uuid
    row.save()
    assert keyring.state() is State.WRONG
    with pytest.raises(KeysDamaged):
        rotate(by=HOUSE, now=at)


@pytest.mark.parametrize("how", ["only the number", "number and fingerprint", "file renamed"])
def test_a_root_version_that_does_not_match_seals(
    how: str, objects: list[SealedObject], data: Path, at: Ticker
) -> None:
    before = Keystore.objects.get().root_fingerprint
    rotate(by=HOUSE, now=at)
    row = Keystore.objects.get()
    if how == "file renamed":
        (data / "keys" / "root-1.key").replace(data / "keys" / "root-2.key")
    else:
        row.root_version = 1
        row.root_fingerprint = before if "and" in how else row.root_fingerprint
        row.save()
    assert keyring.state() is State.WRONG
    if how != "number and fingerprint":
        with pytest.raises(Sealed):
            keyring.unlock()


def test_an_old_keystore_beside_the_new_root_key_stays_sealed(
    objects: list[SealedObject], data: Path, at: Ticker
) -> None:
    old = Keystore.objects.get()
    end_epoch(by=HOUSE, now=at)
    old.save()
    assert keyring.state() is State.MISSING
    assert standing().behind
    assert roots(data) == ["root-2.key"]


def test_two_commands_never_work_on_the_keys_at_once(record: Record, at: Ticker) -> None:
    with alone(), pytest.raises(KeysInUse):
        rotate(by=HOUSE, now=at)
    assert rotate(by=HOUSE, now=at).root_version == 2


def test_only_the_system_administrator_may(record: Record, at: Ticker) -> None:
    for attempt in (rotate, end_epoch):
        with pytest.raises(Refused):
            attempt(by=_Nobody(), now=at)
    assert Keystore.objects.get().root_version == 1
    assert not Rotation.objects.exists()


class _Nobody:
    pk = 0
    pseudonym = "nobody"


def test_what_was_shredded_opens_no_more_and_waits_for_the_epoch(
    shelf: Shelf,
    objects: list[SealedObject],
    acting: Acting,
    data: Path,
    at: Ticker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), acting():
        shred([objects[0], RecordKey.objects.get()], at=at())
    with pytest.raises(Destroyed):
        open_object(objects[0], allow(objects[0].record, at), at=at.now)
    with pytest.raises(Destroyed):
        open_field(
            b"", record=objects[0].record, decision=allow(objects[0].record, at), field="t.f",
            at=at.now,
        )  # fmt: skip
    assert sorted(shelf.names()) == sorted(obj.name for obj in objects[1:])
    assert [one.object for one in waiting_for_epoch()] == [
        objects[0].uuid.hex, RecordKey.objects.get().uuid.hex,
    ]  # fmt: skip
    old = Keystore.objects.get().root_fingerprint
    epoch = end_epoch(by=HOUSE, now=at)
    assert (epoch.shredded, epoch.survivors, epoch.destroyed) == (2, 2, [old])
    assert waiting_for_epoch() == []
    assert set(ShreddedKey.objects.values_list("closed_by", flat=True)) == {epoch.root_version}
    assert roots(data) == ["root-2.key"]
    assert opens(objects[1], at)
    assert opens(objects[2], at)


def test_a_destruction_that_is_rolled_back_destroys_nothing(
    objects: list[SealedObject], acting: Acting, at: Ticker
) -> None:
    with pytest.raises(RuntimeError), acting():
        shred([objects[0]], at=at())
        raise RuntimeError
    objects[0].refresh_from_db()
    assert opens(objects[0], at)
    assert not ShreddedKey.objects.exists()


def test_a_crash_between_decision_and_deletion_is_taken_up_by_the_epoch(
    objects: list[SealedObject], acting: Acting, at: Ticker
) -> None:
    with acting():
        shred([objects[0]], at=at())
    assert WrappedKey.objects.filter(object=objects[0].uuid).exists(), "as if it was killed here"
    finish_shredding(at=at())
    assert not WrappedKey.objects.filter(object=objects[0].uuid).exists()
    assert end_epoch(by=HOUSE, now=at).shredded == 1


def test_bytes_that_a_crash_left_of_a_shredded_file_are_swept(
    shelf: Shelf,
    objects: list[SealedObject],
    acting: Acting,
    at: Ticker,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr(shelf.store, "remove", lambda *_nothing: None)
        with django_capture_on_commit_callbacks(execute=True), acting():
            shred([objects[0]], at=at())
    assert objects[0].name in shelf.names()
    swept = sweep_orphans(at=timezone.now() + timedelta(days=2), grace=timedelta(days=1))
    assert swept.objects == 1
    assert sorted(shelf.names()) == sorted(obj.name for obj in objects[1:])


def test_nothing_under_legal_hold_is_shredded(
    objects: list[SealedObject], acting: Acting, at: Ticker
) -> None:
    record = objects[0].record
    record.legal_hold = True
    with acting():
        record.save()
    with pytest.raises(OnHold), acting():
        shred([objects[0]], at=at())
    assert opens(objects[0], at)


def test_an_epoch_destroys_every_older_root_key(
    objects: list[SealedObject], data: Path, at: Ticker
) -> None:
    marks = [Keystore.objects.get().root_fingerprint]
    marks += [rotate(by=HOUSE, now=at).fingerprint for _ in range(2)]
    assert end_epoch(by=HOUSE, now=at).destroyed == marks
    assert roots(data) == ["root-4.key"]
    assert Epoch.objects.count() == 1
    assert all(opens(obj, at) for obj in objects)


def test_a_shredded_key_is_not_moved_by_a_changed_grade(
    objects: list[SealedObject],
    acting: Acting,
    at: Ticker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), acting():
        shred([objects[0]], at=at())
    keyring.unlock().move(objects[0].uuid, 1, level="ordinary", at=at())
    assert not WrappedKey.objects.filter(object=objects[0].uuid).exists()
