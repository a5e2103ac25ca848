"""Crypto-shredding against every combination of old and new artefacts: what is dead stays dead."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from shoumi.foundation.sealing import (
    Header,
    KeyfileRoot,
    KeyWrapper,
    RangeReader,
    SealingError,
    Suite,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import data_binding, vault_binding
from shoumi.kernel.storage.keys import renewal
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from shoumi.kernel.storage.keys.shredding import shred, waiting_for_epoch
from shoumi.kernel.storage.models import Keystore, SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.objects import put
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting
from tests.kernel.storage.shelves import Shelf

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

DEAD, ALIVE = b"to be destroyed " * 3000, b"to be kept " * 3000


@dataclass(frozen=True)
class Dump:
    """What a thief of one instant has: vault keys, data keys, root key files, objects."""

    vaults: list[VaultKey]
    keys: list[WrappedKey]
    roots: list[bytes]
    blobs: dict[str, bytes]


def dump(data: Path, shelf: Shelf) -> Dump:
    return Dump(
        list(VaultKey.objects.all()),
        list(WrappedKey.objects.all()),
        [path.read_bytes() for path in sorted((data / "keys").glob("root-*.key"))],
        {name: shelf.read(name) for name in shelf.names()},
    )


def opened_with(
    roots: list[bytes],
    vaults: list[VaultKey],
    keys: list[WrappedKey],
    blobs: dict[str, bytes],
    folder: Path,
) -> set[bytes]:
    """Everything that these artefacts open, every root key tried on every vault key and so on."""
    tenant: UUID = Keystore.objects.get().tenant
    found: set[bytes] = set()
    for number, (content, vault) in enumerate(product(roots, vaults)):
        file = folder / f"{number}.key"
        file.touch(0o600)
        file.write_bytes(content)
        try:
            secret = KeyfileRoot(file).unwrap(bytes(vault.wrapped), vault_binding(tenant, vault))
        except SealingError:
            continue
        wrapper = KeyWrapper(secret, Suite(vault.suite))
        for row in keys:
            try:
                binding = data_binding(tenant, row.object, row.version, vault)
                key = wrapper.unwrap(bytes(row.wrapped), binding)
            except SealingError:
                continue
            sealed = blobs.get(f"{row.object.hex}.{row.version}")
            if sealed is not None:
                header = Header(Suite(vault.suite), row.version, tenant, row.object)
                found.add(RangeReader(io.BytesIO(sealed), key, header).read())
    return found


Story = Callable[[], None]


class House:
    """One installation, one file to be destroyed and one to be kept, and the dumps of its life."""

    def __init__(
        self,
        record: Record,
        acting: Acting,
        data: Path,
        shelf: Shelf,
        at: Ticker,
        capture: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        self.acting, self.data, self.at, self.capture = acting, data, at, capture
        self.record, self.shelf = record, shelf
        self.dead, self.alive = self.put(DEAD), self.put(ALIVE)
        self.dumps = [self.now()]

    def put(self, content: bytes) -> SealedObject:
        with self.acting():
            return put(io.BytesIO(content), record=self.record, by=None, at=self.at())

    def shred(self) -> None:
        with self.capture(execute=True), self.acting():
            shred([self.dead], at=self.at())

    def now(self) -> Dump:
        return dump(self.data, self.shelf)

    def keep(self) -> None:
        self.dumps.append(self.now())

    def opens(self, now: Dump, folder: Path) -> set[bytes]:
        """With the root keys of now, and the keystores and objects of all times, put together."""
        vaults = [vault for one in [*self.dumps, now] for vault in one.vaults]
        keys = [key for one in [*self.dumps, now] for key in one.keys]
        blobs = {name: content for one in [*self.dumps, now] for name, content in one.blobs.items()}
        return opened_with(now.roots, vaults, keys, blobs, folder)


@pytest.fixture
def house(
    record: Record,
    acting: Acting,
    data: Path,
    shelf: Shelf,
    at: Ticker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> House:
    return House(record, acting, data, shelf, at, django_capture_on_commit_callbacks)


def test_row_deletion_alone_leaves_it_recoverable_from_an_old_copy(
    house: House, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the epoch is for: without it an old dump and the present root key open everything."""
    house.shred()
    assert house.opens(house.now(), tmp_path_factory.mktemp("roots")) == {DEAD, ALIVE}


def test_rotating_the_root_key_alone_leaves_it_recoverable(
    house: House, data: Path, at: Ticker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    house.shred()
    rotate(by=HOUSE, now=at)
    (data / "keys" / "root-1.key").unlink()
    assert house.opens(house.now(), tmp_path_factory.mktemp("roots")) == {DEAD, ALIVE}


@pytest.mark.parametrize(
    "story",
    ["plain", "rotated before", "leaked before", "regraded before", "rotated after", "twice"],
)
def test_after_the_epoch_no_combination_of_artefacts_opens_it_and_the_survivor_opens(
    story: str, house: House, data: Path, at: Ticker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if story in {"rotated before", "leaked before"}:
        rotate(vaults=story == "leaked before", by=HOUSE, now=at)
        house.keep()
    if story == "regraded before":
        keyring.unlock().move(house.dead.uuid, 1, level="ordinary", at=at())
        house.keep()
    house.shred()
    house.keep()
    if story == "rotated after":
        rotate(vaults=True, by=HOUSE, now=at)
        house.keep()
    end_epoch(by=HOUSE, now=at)
    if story == "twice":
        house.keep()
        end_epoch(by=HOUSE, now=at)
    now = house.now()
    assert len(now.roots) == 1
    # The blob of what was destroyed stays in old backups of the objects: it is among the dumps.
    assert house.dead.name in house.dumps[0].blobs
    assert house.opens(now, tmp_path_factory.mktemp("roots")) == {ALIVE}
    # Each old dump for itself, and each mixed with what stands now, against the root keys of now.
    for number, old in enumerate(house.dumps):
        mixed: list[list[Any]] = [[old.vaults, now.vaults], [old.keys, now.keys]]
        for vaults, keys in product(*mixed):
            folder = tmp_path_factory.mktemp(f"mix{number}")
            assert DEAD not in opened_with(now.roots, vaults, keys, old.blobs, folder)


def test_only_the_old_root_key_itself_would_open_it(
    house: House, data: Path, at: Ticker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """So the test above is not blind: with what the epoch destroyed, the old dump does open."""
    house.shred()
    end_epoch(by=HOUSE, now=at)
    old = house.dumps[0]
    folder = tmp_path_factory.mktemp("roots")
    assert DEAD in opened_with(old.roots, old.vaults, old.keys, old.blobs, folder)


def test_what_is_shredded_while_an_epoch_runs_waits_for_the_next(
    house: House,
    data: Path,
    at: Ticker,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its key stands under the new vault key already, in a copy made meanwhile."""
    rewrap = renewal._rewrap_all
    calls: list[object] = []

    def shredding_between(*args: Any) -> int:
        done = rewrap(*args)
        if not calls:
            calls.append(1)
            house.keep()
            house.shred()
        return done

    monkeypatch.setattr(renewal, "_rewrap_all", shredding_between)
    first = end_epoch(by=HOUSE, now=at)
    assert first.shredded == 0
    assert [one.object for one in waiting_for_epoch()] == [house.dead.uuid.hex]
    assert DEAD in house.opens(house.now(), tmp_path_factory.mktemp("roots"))
    assert end_epoch(by=HOUSE, now=at).shredded == 1
    assert house.opens(house.now(), tmp_path_factory.mktemp("later")) == {ALIVE}
