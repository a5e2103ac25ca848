"""The keys: made once, never again in silence, and a wrong one seals the vault."""

import io
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.foundation.sealing import KeyfileRoot, Suite, create_keyfile
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.fields import regrade
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.models import Keystore, SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.objects import open_object, put
from shoumi.kernel.storage.refusals import Sealed
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow
from tests.kernel.storage.texts import open_field, seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def root_file(data: Path) -> Path:
    return data / "keys" / "root-1.key"


def test_before_it_is_established_nothing_goes_in(data: Path) -> None:
    assert keyring.state() is State.ABSENT
    with pytest.raises(Sealed) as refused:
        keyring.unlock()
    assert refused.value.cause is State.ABSENT


def test_establishing_makes_one_key_and_doing_it_again_none(data: Path, at: Ticker) -> None:
    first = keyring.establish(at=at())
    again = keyring.establish(at=at())
    assert (first.tenant, first.root.fingerprint) == (again.tenant, again.root.fingerprint)
    assert keyring.state() is State.OPEN
    assert Keystore.objects.count() == 1
    assert [path.name for path in (data / "keys").iterdir()] == ["root-1.key"]
    assert (data / "keys").stat().st_mode & 0o077 == 0


def test_a_setup_interrupted_between_key_and_keystore_goes_on_with_that_key(
    data: Path, at: Ticker
) -> None:
    root_file(data).parent.mkdir()
    made = create_keyfile(root_file(data))
    assert keyring.establish(at=at()).root.fingerprint == made.fingerprint


def test_a_missing_root_key_seals_and_is_never_made_anew(
    record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    with acting():
        obj = put(io.BytesIO(b"x"), record=record, by=None, at=at())
    root_file(data).unlink()
    for attempt in (keyring.unlock, lambda: keyring.establish(at=at())):
        with pytest.raises(Sealed) as refused:
            attempt()
        assert refused.value.cause is State.MISSING
    with pytest.raises(Sealed), acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    with pytest.raises(Sealed):
        open_object(obj, allow(record, at), at=at.now)
    assert keyring.state() is State.MISSING
    assert not root_file(data).exists()


def test_an_emptied_keystore_beside_sealed_objects_is_never_refilled(
    record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    with acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    for model in (WrappedKey, VaultKey, Keystore):
        model.objects.all().delete()
    with pytest.raises(Sealed) as refused:
        keyring.establish(at=at())
    assert refused.value.cause is State.MISSING
    assert not Keystore.objects.exists()


@pytest.mark.parametrize("how", ["another", "damaged", "readable by all", "cut short"])
def test_a_wrong_root_key_seals(
    how: str,
    record: Record,
    acting: Acting,
    data: Path,
    tmp_path_factory: pytest.TempPathFactory,
    at: Ticker,
) -> None:
    path = root_file(data)
    genuine = path.read_bytes()
    if how == "another":
        other = tmp_path_factory.mktemp("other") / "root.key"
        create_keyfile(other)
        path.write_bytes(other.read_bytes())
    elif how == "damaged":
        path.write_bytes(genuine.replace(genuine[20:24], b"zzzz"))
    elif how == "cut short":
        path.write_bytes(genuine[:40])
    else:
        path.chmod(0o644)
    expected = State.WRONG if how == "another" else State.UNREADABLE
    assert keyring.state() is expected
    with pytest.raises(Sealed) as refused, acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    assert refused.value.cause is expected
    assert not SealedObject.objects.exists()
    path.write_bytes(genuine)
    path.chmod(0o600)
    assert keyring.state() is State.OPEN


def test_a_vault_key_of_another_installation_is_noticed(
    record: Record, acting: Acting, at: Ticker
) -> None:
    with acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    vault = VaultKey.objects.get()
    vault.wrapped = bytes(vault.wrapped)[:-1] + b"\0"
    vault.save()
    assert keyring.state() is State.WRONG


def test_the_root_key_does_not_hang_on_the_signing_key(
    record: Record, settings: Settings, data: Path
) -> None:
    before = keyring.unlock().root.fingerprint
    settings.SECRET_KEY = "quite another one"
    assert keyring.unlock().root.fingerprint == before
    assert KeyfileRoot(root_file(data)).fingerprint == before


def test_each_suite_and_grade_has_a_vault_key_of_its_own(
    record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    for grade in ("core", "ordinary", "core", ""):
        record.grade = grade
        with acting():
            put(io.BytesIO(b"x"), record=record, by=None, at=at())
    assert sorted(VaultKey.objects.values_list("level", flat=True)) == ["core", "none", "ordinary"]
    assert WrappedKey.objects.count() == 4


def test_a_changed_grade_takes_its_keys_along(record: Record, acting: Acting, at: Ticker) -> None:
    with acting():
        obj = put(io.BytesIO(b"x"), record=record, by=None, at=at())
        sealed = seal_field("密点", record=record, field="t.f", at=at())
        record.grade = "ordinary"
        record.save()
        regrade(record, at=at())
    assert set(WrappedKey.objects.values_list("vault_key__level", flat=True)) == {"ordinary"}
    decision = allow(record, at)
    assert open_object(obj, decision, at=at.now).read() == b"x"
    assert open_field(sealed, record=record, decision=decision, field="t.f", at=at.now) == "密点"


def test_keys_and_content_never_share_a_database(record: Record) -> None:
    main = set(connection.introspection.table_names())
    assert "storage_sealedobject" in main
    assert main.isdisjoint({"storage_keystore", "storage_vaultkey", "storage_wrappedkey"})


def test_keys_are_printed_by_nobody(record: Record, at: Ticker) -> None:
    ring = keyring.unlock()
    key = ring.make(
        record_uuid := Keystore.objects.get().tenant,
        9,
        suite=next(iter(Suite)),
        level="core",
        at=at(),
    )
    assert record_uuid
    assert key.key.hex() not in repr(key)
    assert repr(key.key) not in repr(key)
    assert "wrapper" not in repr(ring).lower()
