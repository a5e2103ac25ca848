"""The restore drill: what would be restored is restored in an empty place, and opened there.

A canary and a sample of the files are opened from copies and held against their commitments; every
data key is opened; every object and record must have its key. What comes out is kept as a `Drill`.
"""

import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from math import ceil
from pathlib import Path
from random import SystemRandom
from uuid import UUID

from shoumi.foundation.sealing import (
    Header,
    KeyWrapper,
    RangeReader,
    SealingError,
    Suite,
)
from shoumi.foundation.transparency.commitment import commit
from shoumi.kernel.access import Actor
from shoumi.kernel.storage import waiting
from shoumi.kernel.storage.actions import record_drill
from shoumi.kernel.storage.keyring import State, data_binding, vault_binding
from shoumi.kernel.storage.keys import restoring
from shoumi.kernel.storage.keys.rotation import Clock, require_allowed
from shoumi.kernel.storage.keys.working import alone
from shoumi.kernel.storage.models import Drill, Keystore, RecordKey, SealedObject, VaultKey
from shoumi.kernel.storage.refusals import Lost, Sealed

AT_LEAST = 20
SHARE = 0.01
CANARY = 40_000
_READ = 1 << 20
Identity = tuple[UUID, int]


@dataclass(frozen=True)
class _Key:
    """An opened data key: the key, its suite, and the salt of the content's commitment."""

    key: bytes = field(repr=False)
    suite: Suite
    salt: bytes = field(repr=False)


@dataclass
class _Found:
    """What the drill found so far; faults are counted by code."""

    database: Drill.Database = Drill.Database.LEFT_OUT
    objects_total: int = 0
    objects_opened: int = 0
    keys_total: int = 0
    keys_opened: int = 0
    faults: Counter[str] = field(default_factory=Counter)


def hold_drill(*, out: Path | None = None, by: Actor, now: Clock) -> Drill:
    """Holds a drill and enters it; `proved` says whether everything that was tried opened.

    ``out`` is a folder to make the temporary place in. Raises ``Sealed`` without a keystore,
    ``KeysInUse``, ``DiskFull``, OSError.
    """
    require_allowed(by, "storage.record_drill", now())
    found = _Found()
    with alone():
        row = Keystore.objects.first()
        if row is None:
            raise Sealed(State.ABSENT, "no keystore has been made yet")
        canary = _lay_canary(found, now())
        try:
            _restore_and_open(row, canary, out, found)
        finally:
            if canary is not None:
                waiting.drop(canary[0])
    facts = {
        "proved": not found.faults,
        "root_version": row.root_version,
        "fingerprint": row.root_fingerprint,
        "database": found.database,
        "objects_total": found.objects_total,
        "objects_opened": found.objects_opened,
        "keys_total": found.keys_total,
        "keys_opened": found.keys_opened,
        "faults": dict(sorted(found.faults.items())),
    }
    return record_drill(found=facts, by=by, at=now())


def _lay_canary(found: _Found, at: datetime) -> tuple[UUID, bytes] | None:
    """A file of random bytes that goes the way of every file; its name and digest."""
    content = secrets.token_bytes(CANARY)
    try:
        return waiting.lay_by(content, at=at), sha256(content).digest()
    except (Sealed, SealingError):
        found.faults["sealed"] += 1
        return None


def _restore_and_open(
    row: Keystore, canary: tuple[UUID, bytes] | None, out: Path | None, found: _Found
) -> None:
    sample = _sample(found)
    room = sum(obj.size for obj in sample) * 2 + restoring.size_of_databases()
    names = [obj.name for obj in sample] + ([f"{canary[0].hex}.1"] if canary else [])
    with restoring.empty_place(out, row, room) as place:
        # Keys are committed before what they open, so the keystore is copied after.
        found.database = restoring.copy_main(place)
        restoring.copy_keystore(place)
        try:
            restoring.copy_root(place, row)
        except SealingError:
            found.faults["root"] += 1
            return
        missing = restoring.copy_objects(place, names)
        found.faults["object_missing"] += len(missing)
        keys = _open_keys(place, found)
        _require_a_key_for_each(place, keys, found)
        restored = [obj for obj in sample if obj.name not in missing]
        _open_sample(place, restored, keys, row.tenant, found)
        if canary is not None and _digest(place, (canary[0], 1), keys, row.tenant) != canary[1]:
            found.faults["canary"] += 1
    found.faults += Counter()


def _sample(found: _Found) -> list[SealedObject]:
    """One in a hundred, at least twenty, by chance; all if there are fewer."""
    pks = list(SealedObject.objects.filter(shredded_at=None).values_list("pk", flat=True))
    found.objects_total = len(pks)
    count = min(len(pks), max(AT_LEAST, ceil(len(pks) * SHARE)))
    chosen = SystemRandom().sample(pks, count)
    return [row for pk in chosen for row in SealedObject.objects.filter(pk=pk)]


def _open_keys(place: Path, found: _Found) -> dict[Identity, _Key]:
    """Every data key of the restored keystore, opened with the restored root key."""
    opened: dict[Identity, _Key] = {}
    with closing(sqlite3.connect(place / restoring.KEYSTORE)) as keystore:
        tenant, vaults = _open_vaults(place, keystore, found)
        rows = keystore.execute(
            "SELECT object, version, vault_key_id, wrapped, digest_salt FROM storage_wrappedkey"
        )
        for obj, number, vault_pk, wrapped, salt in rows:
            found.keys_total += 1
            identity = UUID(obj), number
            try:
                vault, wrapper = vaults[vault_pk]
                key = wrapper.unwrap(wrapped, data_binding(tenant, *identity, vault))
            except (KeyError, SealingError):
                found.faults["data_key"] += 1
                continue
            opened[identity] = _Key(key, Suite(vault.suite), salt)
            found.keys_opened += 1
    return opened


def _open_vaults(
    place: Path, keystore: sqlite3.Connection, found: _Found
) -> tuple[UUID, dict[int, tuple[VaultKey, KeyWrapper]]]:
    """The installation, and its vault keys that open, by their key."""
    version, mark, tenant_hex = keystore.execute(
        "SELECT root_version, root_fingerprint, tenant FROM storage_keystore"
    ).fetchone()
    tenant, vaults = UUID(tenant_hex), {}
    try:
        root = restoring.root_of(place, version, mark)
    except (Sealed, SealingError):
        found.faults["root"] += 1
        return tenant, {}
    for pk, vault, wrapped in _vaults(keystore):
        try:
            secret = root.unwrap(wrapped, vault_binding(tenant, vault))
        except (Sealed, SealingError):
            found.faults["vault_key"] += 1
            continue
        vaults[pk] = vault, KeyWrapper(secret, Suite(vault.suite))
    return tenant, vaults


def _vaults(keystore: sqlite3.Connection) -> Iterator[tuple[int, VaultKey, bytes]]:
    rows = keystore.execute("SELECT id, suite, level, generation, wrapped FROM storage_vaultkey")
    for pk, suite, level, generation, wrapped in rows:
        yield pk, VaultKey(suite=suite, level=level, generation=generation), wrapped


def _require_a_key_for_each(place: Path, keys: dict[Identity, _Key], found: _Found) -> None:
    """Every object and every record with sealed fields has its key; asked of the restored database
    where it was restored."""
    if found.database is not Drill.Database.RESTORED:
        wanted = [*_identities(SealedObject), *_identities(RecordKey)]
    else:
        with closing(sqlite3.connect(place / restoring.MAIN)) as main:
            if main.execute("PRAGMA quick_check").fetchone() != ("ok",):
                found.faults["database"] += 1
            rows = main.execute(
                "SELECT uuid, version FROM storage_sealedobject WHERE shredded_at IS NULL"
                " UNION ALL SELECT uuid, 1 FROM storage_recordkey WHERE shredded_at IS NULL"
            )
            wanted = [(UUID(uuid), version) for uuid, version in rows]
    found.faults["key_missing"] += sum(identity not in keys for identity in wanted)


def _identities(model: type[SealedObject] | type[RecordKey]) -> list[Identity]:
    return [(row.uuid, row.version) for row in model.objects.filter(shredded_at=None)]


def _open_sample(
    place: Path, sample: list[SealedObject], keys: dict[Identity, _Key], tenant: UUID, found: _Found
) -> None:
    commitments = _commitments(place, sample, found)
    for obj in sample:
        identity = obj.uuid, obj.version
        digest = _digest(place, identity, keys, tenant)
        if digest is None:
            found.faults["object_altered"] += identity in keys
            continue
        made = commit(keys[identity].salt, "sha256", digest.hex()).hex()
        if made == commitments.get(identity):
            found.objects_opened += 1
        else:
            found.faults["digest"] += 1


def _commitments(place: Path, sample: list[SealedObject], found: _Found) -> dict[Identity, str]:
    if found.database is not Drill.Database.RESTORED:
        return {(obj.uuid, obj.version): obj.commitment for obj in sample}
    with closing(sqlite3.connect(place / restoring.MAIN)) as main:
        rows = main.execute("SELECT uuid, version, commitment FROM storage_sealedobject")
        return {(UUID(uuid), version): commitment for uuid, version, commitment in rows}


def _digest(
    place: Path, identity: Identity, keys: dict[Identity, _Key], tenant: UUID
) -> bytes | None:
    """SHA-256 of what the restored object holds; None if it doesn't open."""
    key = keys.get(identity)
    if key is None:
        return None
    uuid, version = identity
    digest = sha256()
    try:
        with restoring.store_of(place).open(f"{uuid.hex}.{version}") as source:
            reader = RangeReader(source, key.key, Header(key.suite, version, tenant, uuid))
            while piece := reader.read(_READ):
                digest.update(piece)
    except (Lost, SealingError):
        return None
    return digest.digest()
