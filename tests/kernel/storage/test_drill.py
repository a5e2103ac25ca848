"""The restore drill proves what can be restored, notices what can't, and leaves nothing behind."""

import io
from pathlib import Path

import pytest
from django.db import connections

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keys import drill, restoring
from shoumi.kernel.storage.keys.drill import hold_drill
from shoumi.kernel.storage.keys.rotation import end_epoch
from shoumi.kernel.storage.models import Drill, Keystore, SealedObject, WrappedKey
from shoumi.kernel.storage.objects import put
from shoumi.kernel.storage.refusals import Sealed
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, make_record
from tests.kernel.storage.shelves import Shelf
from tests.kernel.storage.texts import seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)


@pytest.fixture
def record(data: Path, committed_cast: Cast, acting: Acting, at: Ticker) -> Record:
    """As elsewhere, but committed: what is copied must not be inside a transaction."""
    keyring.establish(at=at())
    return make_record(committed_cast, acting, at)


@pytest.fixture
def objects(record: Record, acting: Acting, at: Ticker) -> list[SealedObject]:
    made = []
    for number in range(3):
        with acting():
            made.append(put(io.BytesIO(b"%d" % number * 30_000), record=record, by=None, at=at()))
    with acting():
        seal_field("密点", record=record, field="t.f", at=at())
    return made


@pytest.fixture
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drills")


def test_a_drill_proves_a_restore_and_leaves_nothing(
    shelf: Shelf, objects: list[SealedObject], out: Path, at: Ticker
) -> None:
    end_epoch(by=HOUSE, now=at)
    before = sorted(shelf.names())
    done = hold_drill(out=out, by=HOUSE, now=at)
    assert done.proved, done.faults
    assert (done.objects_opened, done.objects_total) == (3, 3)
    # The canary's own key is among them.
    assert (done.keys_opened, done.keys_total) == (5, 5)
    assert (done.root_version, done.faults) == (2, {})
    assert list(out.iterdir()) == []
    assert sorted(shelf.names()) == before
    assert WrappedKey.objects.count() == 4
    assert Entry.objects.filter(verb="storage.record_drill").count() == 1


def test_many_are_sampled(
    objects: list[SealedObject], out: Path, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drill, "AT_LEAST", 2)
    done = hold_drill(out=out, by=HOUSE, now=at)
    assert (done.objects_opened, done.objects_total) == (2, 3)


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("a byte of it", "object_altered"),
        ("gone", "object_missing"),
        ("cut short", "object_altered"),
    ],
)
def test_a_file_that_can_not_be_restored_is_found(
    how: str, fault: str, shelf: Shelf, objects: list[SealedObject], out: Path, at: Ticker
) -> None:
    name = objects[1].name
    content = shelf.read(name)
    if how == "a byte of it":
        shelf.write(name, content[:20_000] + bytes([content[20_000] ^ 1]) + content[20_001:])
    elif how == "gone":
        shelf.remove(name)
    else:
        shelf.write(name, content[:-5])
    require_found(fault, out, at)


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("a key gone", "key_missing"),
        ("a key changed", "data_key"),
        ("another commitment", "digest"),
        ("no root key", "root"),
    ],
)
def test_what_can_not_be_opened_is_found(
    how: str,
    fault: str,
    objects: list[SealedObject],
    acting: Acting,
    data: Path,
    out: Path,
    at: Ticker,
) -> None:
    obj = objects[1]
    row = WrappedKey.objects.get(object=obj.uuid)
    if how == "a key gone":
        row.delete()
    elif how == "a key changed":
        row.wrapped = bytes(row.wrapped)[:-1] + b"\0\0"
        row.save()
    elif how == "another commitment":
        obj.commitment = objects[0].commitment
        with acting():
            obj.save()
    else:
        (data / "keys" / "root-1.key").unlink()
    require_found(fault, out, at)


def require_found(fault: str, out: Path, at: Ticker) -> None:
    done = hold_drill(out=out, by=HOUSE, now=at)
    assert not done.proved
    assert fault in done.faults
    assert list(out.iterdir()) == []
    assert Drill.objects.get() == done


def test_the_place_is_private_and_its_root_key_goes_even_after_a_fault(
    objects: list[SealedObject], out: Path, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def fail(place: Path, *_rest: object) -> None:
        seen.append((place.stat().st_mode & 0o777, sorted(one.name for one in place.iterdir())))
        raise OSError("the disk")

    monkeypatch.setattr(drill, "_open_keys", fail)
    with pytest.raises(OSError, match="the disk"):
        hold_drill(out=out, by=HOUSE, now=at)
    assert seen[0][0] == 0o700
    assert "keys" in seen[0][1]
    assert list(out.iterdir()) == []
    assert WrappedKey.objects.count() == 4


def test_what_a_killed_drill_left_is_removed_by_the_next(
    objects: list[SealedObject], out: Path, at: Ticker
) -> None:
    left = out / f"shoumi-drill-{Keystore.objects.get().tenant.hex[:12]}-left"
    (left / "keys").mkdir(parents=True)
    (left / "keys" / "root-1.key").write_text("a root key")
    strangers = out / "shoumi-drill-another"
    strangers.mkdir()
    assert hold_drill(out=out, by=HOUSE, now=at).proved
    assert list(out.iterdir()) == [strangers]


def test_a_place_without_room_is_passed_over(tmp_path: Path) -> None:
    roomy, elsewhere = tmp_path / "a", tmp_path / "b"
    roomy.mkdir()
    assert restoring._roomy([roomy, elsewhere], 1) == roomy
    assert restoring._roomy([roomy, elsewhere], 1 << 62) == elsewhere
    assert restoring._roomy([tmp_path / "none", elsewhere], 1) == elsewhere


def test_the_keystore_is_copied_by_rows_where_it_is_no_file(
    objects: list[SealedObject], out: Path, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from PostgreSQL, whose main database is dumped or left out, which the drill says."""
    monkeypatch.setattr(connections["keystore"], "vendor", "postgresql")
    monkeypatch.setattr(restoring, "copy_main", lambda place: Drill.Database.LEFT_OUT)
    done = hold_drill(out=out, by=HOUSE, now=at)
    assert done.proved, done.faults
    assert (done.database, done.keys_opened) == ("left_out", 5)


def test_before_there_is_a_keystore_there_is_no_drill(data: Path, at: Ticker) -> None:
    with pytest.raises(Sealed):
        hold_drill(by=HOUSE, now=at)
