"""Root keys in a key service or on a device: the house works as with files, and stays sealed,
making no new key, when they are out of reach, gone or others."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from shoumi.config.commands.keys.showing import standing_lines
from shoumi.demo.cast import Cast
from shoumi.foundation.sealing import Altered
from shoumi.foundation.sealing.providers.places import Transit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keepers, keyring, objects
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys.drill import hold_drill
from shoumi.kernel.storage.keys.escrow import draw_shares, recover, seal_to
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from shoumi.kernel.storage.keys.shredding import shred
from shoumi.kernel.storage.keys.standing import standing
from shoumi.kernel.storage.models import Keystore, SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.objects import open_object, put
from shoumi.kernel.storage.refusals import Destroyed, KeptElsewhere, Sealed
from tests.conftest import Ticker
from tests.foundation.sealing import devices, transit_double
from tests.foundation.sealing.transit_double import Engine
from tests.kernel.storage.conftest import Acting, allow, make_record

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def transit(engine: Engine, data: Path, settings: Settings) -> Iterator[None]:
    with transit_double.serving(engine) as address:
        settings.KEY_KEEPER = transit_double.place(address, data)
        yield


@pytest.fixture
def device(data: Path, settings: Settings) -> None:
    settings.KEY_KEEPER = devices.place(data)


@pytest.fixture(params=["transit", "device"])
def kept(request: pytest.FixtureRequest) -> str:
    request.getfixturevalue(request.param)
    return str(request.param)


@pytest.fixture
def stored(kept: str, record: Record, acting: Acting, at: Ticker) -> SealedObject:
    with acting():
        return put(io.BytesIO(b"content" * 9000), record=record, by=None, at=at())


def opens(obj: SealedObject, at: Ticker) -> bool:
    with open_object(obj, allow(obj.record, at), at=at.now) as reader:
        return len(reader.read()) == obj.size


def lost(settings: Settings) -> None:
    """The key is asked for by a name that nothing has."""
    settings.KEY_KEEPER = replace(settings.KEY_KEEPER, key="nobodys-key")


def unreachable(settings: Settings) -> None:
    keeper = settings.KEY_KEEPER
    if isinstance(keeper, Transit):
        settings.KEY_KEEPER = replace(keeper, address="http://127.0.0.1:9")
    else:
        settings.KEY_KEEPER = replace(keeper, label="pulled out")


def forbidden(settings: Settings) -> None:
    keeper = settings.KEY_KEEPER
    if isinstance(keeper, Transit):
        Path(keeper.token_file).write_text("s.expired\n")
    else:
        settings.KEY_KEEPER = replace(keeper, pin_file="/nowhere")


def another(settings: Settings) -> None:
    """A key of another installation, or one that was made anew."""
    settings.KEY_KEEPER = replace(settings.KEY_KEEPER, key="made-anew")
    keepers.provider().rotate(1)


def test_nothing_of_the_root_key_is_in_the_data_folder(stored: SealedObject, data: Path) -> None:
    assert not (data / "keys").exists()
    assert keyring.state() is State.OPEN


def test_a_setup_done_twice_makes_one_key(kept: str, data: Path, at: Ticker) -> None:
    first = keyring.establish(at=at())
    assert keyring.establish(at=at()).root.fingerprint == first.root.fingerprint
    assert keepers.provider().versions() == [1]


def test_rotations_and_epochs_do_what_they_do_with_files(
    stored: SealedObject, acting: Acting, record: Record, at: Ticker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with acting():
        dead = put(io.BytesIO(b"dead"), record=record, by=None, at=at())
    old_vaults, old_keys = list(VaultKey.objects.all()), list(WrappedKey.objects.all())
    first = Keystore.objects.get().root_fingerprint
    assert rotate(by=HOUSE, now=at).fingerprint != first
    assert keepers.provider().versions() == [1, 2]
    assert rotate(vaults=True, by=HOUSE, now=at).rewrapped == 2
    assert opens(stored, at)
    with django_capture_on_commit_callbacks(execute=True), acting():
        shred([dead], at=at())
    done = end_epoch(by=HOUSE, now=at)
    assert (done.root_version, done.shredded, len(done.destroyed)) == (4, 1, 3)
    assert keepers.provider().versions() == [4]
    assert opens(stored, at)
    with pytest.raises(Destroyed):
        open_object(dead, allow(record, at), at=at.now)
    # What stood in a copy of the keystore of before opens under no key there is.
    for row in [*old_vaults, *old_keys]:
        row.save()
    assert keyring.state() is State.WRONG
    with pytest.raises(Altered):
        open_object(stored, allow(record, at), at=at.now)


@pytest.mark.parametrize(
    ("what", "state"),
    [
        (lost, State.MISSING),
        (unreachable, State.UNREACHABLE),
        (forbidden, State.UNREADABLE),
        (another, State.WRONG),
    ],
)
def test_the_vault_is_sealed_and_no_key_is_made(
    what: Callable[[Settings], None],
    state: State,
    stored: SealedObject,
    record: Record,
    acting: Acting,
    settings: Settings,
    at: Ticker,
) -> None:
    what(settings)
    assert keyring.state() is state
    before = Keystore.objects.get().root_fingerprint, WrappedKey.objects.count()
    attempts: list[Callable[[], object]] = [
        keyring.unlock,
        lambda: keyring.establish(at=at()),
        lambda: open_object(stored, allow(record, at), at=at.now),
        lambda: rotate(by=HOUSE, now=at),
        lambda: end_epoch(by=HOUSE, now=at),
    ]
    for attempt in attempts:
        with pytest.raises(Sealed) as refused:
            attempt()
        assert refused.value.cause == state
    with pytest.raises(Sealed), acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    assert (Keystore.objects.get().root_fingerprint, WrappedKey.objects.count()) == before
    said = "\n".join(standing_lines(standing()))
    assert keepers.provider().name in said
    assert "shoumi keys recover" not in said
    assert "shoumi keys escrow" not in said


def test_a_service_that_goes_away_in_the_middle_changes_nothing(
    stored: SealedObject, settings: Settings, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a rotation, between the new root key and its use; everything opens, and it goes on."""
    real = settings.KEY_KEEPER
    wrap = keepers._ReachedRoot.wrap

    def gone(root: keepers._ReachedRoot, key: bytes, binding: bytes) -> bytes:
        unreachable(settings)
        raise Sealed(State.UNREACHABLE)

    with monkeypatch.context() as away:
        away.setattr(keepers._ReachedRoot, "wrap", gone)
        with pytest.raises(Sealed):
            rotate(by=HOUSE, now=at)
    settings.KEY_KEEPER = real
    assert keepers._ReachedRoot.wrap is wrap
    assert opens(stored, at)
    assert standing().staged_root == 2
    assert rotate(by=HOUSE, now=at).root_version == 2
    assert opens(stored, at)


def test_a_key_that_is_gone_between_two_questions_seals(
    transit: None, engine: Engine, record: Record, acting: Acting, at: Ticker
) -> None:
    with acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    keys, vault = keyring.unlock(), VaultKey.objects.get()
    engine.keys.clear()
    keepers.forget()
    with pytest.raises(Sealed) as refused:
        keys.open_vault(vault)
    assert refused.value.cause == State.MISSING
    engine.token = "s.another"
    with pytest.raises(Sealed) as refused:
        keys.open_vault(vault)
    assert refused.value.cause == State.UNREADABLE
    assert engine.keys == {}


def test_there_are_no_shares_of_what_never_comes_out(stored: SealedObject, at: Ticker) -> None:
    for attempt in (
        draw_shares,
        lambda: seal_to(bytes(32), by=HOUSE, now=at),
        lambda: recover(["a", "b", "c"], by=HOUSE, at=at()),
    ):
        with pytest.raises(KeptElsewhere) as refused:
            attempt()
        assert "备份" in str(refused.value) or "backup" in str(refused.value)
    assert Keystore.objects.get().escrow is None


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_a_drill_opens_the_copies_by_the_service_itself(
    kept: str, data: Path, committed_cast: Cast, acting: Acting, settings: Settings, at: Ticker
) -> None:
    keyring.establish(at=at())
    record = make_record(committed_cast, acting, at)
    with acting():
        objects.put(io.BytesIO(b"content" * 9000), record=record, by=None, at=at())
    (data / "drills").mkdir()
    done = hold_drill(out=data / "drills", by=HOUSE, now=at)
    assert done.proved, done.faults
    assert (done.objects_opened, done.keys_opened) == (1, 2)
    assert list((data / "drills").iterdir()) == []
    unreachable(settings)
    later = hold_drill(out=data / "drills", by=HOUSE, now=lambda: at() + timedelta(hours=1))
    assert not later.proved
    assert {"root", "sealed"} <= set(later.faults)
