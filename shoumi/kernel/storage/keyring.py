"""Keys: the root key in its file, vault keys by suite and grade, a data key for each object.

The root key is made once, by ``establish``. From then on a missing or different key seals the
vault; it is never replaced by a new one in silence, for that would lose everything stored.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import OperationalError, connection, transaction

from shoumi.foundation.sealing import (
    Altered,
    KeyfileRoot,
    KeyMissing,
    KeyUnreadable,
    KeyWrapper,
    RootKey,
    SealingError,
    Suite,
    WrongKey,
    create_keyfile,
    new_key,
)
from shoumi.foundation.transparency.commitment import new_salt
from shoumi.kernel.storage.models import Keystore, RecordKey, SealedObject, VaultKey, WrappedKey
from shoumi.kernel.storage.refusals import DiskFull, Lost, Sealed
from shoumi.kernel.storage.routers import ALIAS


class State(StrEnum):
    """How the keys stand. Only ``OPEN`` lets content in or out."""

    OPEN = "open"
    ABSENT = "absent"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG = "wrong"


_CAUSES: dict[type[SealingError], State] = {
    KeyMissing: State.MISSING,
    KeyUnreadable: State.UNREADABLE,
    WrongKey: State.WRONG,
}


@dataclass(frozen=True)
class DataKey:
    """A data key in memory, with what it needs to be used."""

    key: bytes = field(repr=False)
    suite: Suite
    digest_salt: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """The open keystore. Hold it no longer than one request."""

    tenant: UUID
    root: RootKey
    _vaults: dict[int, KeyWrapper] = field(default_factory=dict, repr=False)

    def make(self, obj: UUID, version: int, *, suite: Suite, level: str, at: datetime) -> DataKey:
        """A new data key, wrapped and committed to the keystore before this returns.

        Raises ``DiskFull``.
        """
        return self.make_many([(obj, version)], suite=suite, level=level, at=at)[0]

    def make_many(
        self, objects: Sequence[tuple[UUID, int]], *, suite: Suite, level: str, at: datetime
    ) -> list[DataKey]:
        """New data keys of one level for these object versions, in their order; as `make`."""
        made = [(new_key(suite), new_salt()) for _ in objects]
        with _room_on_disk(), transaction.atomic(using=ALIAS):
            vault = self._vault_for(suite, level, at)
            wrapper = self._open_vault(vault)
            WrappedKey.objects.bulk_create(
                WrappedKey(
                    object=obj,
                    version=version,
                    vault_key=vault,
                    wrapped=wrapper.wrap(key, self._binding(obj, version, vault)),
                    digest_salt=salt,
                    created_at=at,
                )
                for (obj, version), (key, salt) in zip(objects, made, strict=True)
            )
        return [DataKey(key, suite, salt) for key, salt in made]

    def find(self, obj: UUID, version: int) -> DataKey:
        """The data key of an object version. Raises ``Lost``, ``Altered``."""
        row = self._row(obj, version)
        key = self._unwrap(row)
        return DataKey(key, Suite(row.vault_key.suite), bytes(row.digest_salt))

    def move(self, obj: UUID, version: int, *, level: str, at: datetime) -> None:
        """Puts a data key under the vault key of another grade. Raises ``Lost``, ``Altered``."""
        with transaction.atomic(using=ALIAS):
            row = self._row(obj, version)
            key = self._unwrap(row)
            row.vault_key = self._vault_for(Suite(row.vault_key.suite), level, at)
            binding = self._binding(obj, version, row.vault_key)
            row.wrapped = self._open_vault(row.vault_key).wrap(key, binding)
            row.save(update_fields=["vault_key", "wrapped"])

    def _row(self, obj: UUID, version: int) -> WrappedKey:
        rows = WrappedKey.objects.select_related("vault_key")
        row = rows.filter(object=obj, version=version).first()
        if row is None:
            raise Lost(obj, version)
        return row

    def _unwrap(self, row: WrappedKey) -> bytes:
        binding = self._binding(row.object, row.version, row.vault_key)
        return self._open_vault(row.vault_key).unwrap(bytes(row.wrapped), binding)

    def _vault_for(self, suite: Suite, level: str, at: datetime) -> VaultKey:
        level = level or "none"
        rows = VaultKey.objects.filter(suite=suite, level=level).order_by("-generation")
        found = rows.first()
        if found is not None:
            return found
        wrapped = self.root.wrap(new_key(suite), self._vault_binding(suite, level, 1))
        # Another process may have been quicker: its row is then the one that counts.
        row, _ = VaultKey.objects.get_or_create(
            suite=suite,
            level=level,
            generation=1,
            defaults={"wrapped": wrapped, "created_at": at},
        )
        return row

    def _open_vault(self, vault: VaultKey) -> KeyWrapper:
        if vault.pk not in self._vaults:
            binding = self._vault_binding(vault.suite, vault.level, vault.generation)
            key = self.root.unwrap(bytes(vault.wrapped), binding)
            self._vaults[vault.pk] = KeyWrapper(key, Suite(vault.suite))
        return self._vaults[vault.pk]

    def _vault_binding(self, suite: int, level: str, generation: int) -> bytes:
        head = b"shoumi vault key 1\0" + self.tenant.bytes
        return head + suite.to_bytes(2, "big") + generation.to_bytes(4, "big") + level.encode()

    def _binding(self, obj: UUID, version: int, vault: VaultKey) -> bytes:
        head = b"shoumi data key 1\0" + self.tenant.bytes + obj.bytes
        numbers = (version, 4), (vault.suite, 2), (vault.generation, 4)
        return head + b"".join(n.to_bytes(size, "big") for n, size in numbers)


def establish(*, at: datetime) -> Keyring:
    """Makes the root key and the keystore of a new installation; on an existing one, opens it.

    A key file without a keystore (setup was interrupted) is taken over. Raises ``Sealed`` when
    anything sealed exists already, for then the key that opens it is expected and not a new one.
    """
    if Keystore.objects.exists():
        return unlock()
    if SealedObject.objects.exists() or RecordKey.objects.exists() or WrappedKey.objects.exists():
        raise Sealed(State.MISSING, "the keystore is empty, but sealed content exists")
    path = _root_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        root = KeyfileRoot(path) if path.exists() else create_keyfile(path)
    except SealingError as error:
        raise Sealed(_CAUSES[type(error)], str(error)) from error
    Keystore.objects.create(tenant=uuid4(), root_fingerprint=root.fingerprint, created_at=at)
    return unlock()


def unlock() -> Keyring:
    """The keys, ready for use. Raises ``Sealed`` when they are missing, damaged or others."""
    row = Keystore.objects.first()
    if row is None:
        raise Sealed(State.ABSENT, "no keystore has been made yet")
    try:
        return Keyring(row.tenant, KeyfileRoot(_root_file(), expected=row.root_fingerprint))
    except (KeyMissing, KeyUnreadable, WrongKey) as error:
        raise Sealed(_CAUSES[type(error)], str(error)) from error


def state() -> State:
    """How the keys stand now; ``OPEN`` only if every vault key opens too."""
    try:
        keyring = unlock()
        for vault in VaultKey.objects.all():
            keyring._open_vault(vault)
    except Sealed as sealed:
        return State(sealed.cause)
    except Altered:
        return State.WRONG
    return State.OPEN


@contextmanager
def together() -> Iterator[None]:
    """Commits the keys of many new objects at once, as an import needs.

    It must stand inside the transaction of the main database, so that keys still come first.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("keys must be committed before the records that need them")
    with transaction.atomic(using=ALIAS):
        yield


@contextmanager
def _room_on_disk() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        # SQLite and PostgreSQL name it differently and offer no code that both share.
        if "full" in str(error) or "No space left" in str(error):
            raise DiskFull from error
        raise


def _root_file() -> Path:
    folder: Path = settings.DATA / "keys"
    return folder / "root-1.key"
