"""Keys: the root key with its provider, vault keys by suite and grade, a data key for each object.

The first root key is made once, by ``establish``. From then on a missing or different key seals
the vault; it is never replaced by a new one in silence, for that would lose everything stored.
What makes new ones on purpose is in ``keys``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import OperationalError, connection, transaction

from shoumi.foundation.sealing import (
    Altered,
    KeyMissing,
    KeyUnreadable,
    KeyWrapper,
    RootKey,
    SealingError,
    Suite,
    WrongKey,
    new_key,
)
from shoumi.foundation.transparency.commitment import new_salt
from shoumi.kernel.storage import keepers
from shoumi.kernel.storage.keepers import provider
from shoumi.kernel.storage.models import (
    Keystore,
    RecordKey,
    SealedObject,
    ShreddedKey,
    VaultKey,
    WrappedKey,
)
from shoumi.kernel.storage.refusals import Destroyed, DiskFull, Lost, Sealed
from shoumi.kernel.storage.routers import ALIAS


class State(StrEnum):
    """How the keys stand. Only ``OPEN`` lets content in or out."""

    OPEN = "open"
    ABSENT = "absent"
    MISSING = keepers.MISSING
    UNREADABLE = keepers.UNREADABLE
    WRONG = "wrong"
    UNREACHABLE = keepers.UNREACHABLE


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
    root_version: int = 1
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
            keys = self._held()
            vault = keys._vault_for(suite, level, at)
            wrapper = keys.open_vault(vault)
            WrappedKey.objects.bulk_create(
                WrappedKey(
                    object=obj,
                    version=version,
                    vault_key=vault,
                    wrapped=wrapper.wrap(key, data_binding(self.tenant, obj, version, vault)),
                    digest_salt=salt,
                    created_at=at,
                )
                for (obj, version), (key, salt) in zip(objects, made, strict=True)
            )
        return [DataKey(key, suite, salt) for key, salt in made]

    def find(self, obj: UUID, version: int) -> DataKey:
        """The data key of an object version. Raises ``Lost``, ``Destroyed``, ``Altered``."""
        row = self._row(obj, version)
        return DataKey(self.unwrap(row), Suite(row.vault_key.suite), bytes(row.digest_salt))

    def move(self, obj: UUID, version: int, *, level: str, at: datetime) -> None:
        """Puts a data key under the vault key of another grade; one that was shredded has none to
        move. Raises ``Lost``, ``Altered``."""
        with transaction.atomic(using=ALIAS):
            keys = self._held()
            try:
                row = keys._row(obj, version)
            except Destroyed:
                return
            key = keys.unwrap(row)
            row.vault_key = keys._vault_for(Suite(row.vault_key.suite), level, at)
            binding = data_binding(self.tenant, obj, version, row.vault_key)
            row.wrapped = keys.open_vault(row.vault_key).wrap(key, binding)
            row.save(update_fields=["vault_key", "wrapped"])

    def unwrap(self, row: WrappedKey) -> bytes:
        """The data key of a row that came with its vault key. Raises ``Altered``."""
        binding = data_binding(self.tenant, row.object, row.version, row.vault_key)
        return self.open_vault(row.vault_key).unwrap(bytes(row.wrapped), binding)

    def open_vault(self, vault: VaultKey) -> KeyWrapper:
        """Opens under the root key in use, and under no older one. Raises ``Altered``."""
        if vault.pk not in self._vaults:
            self._vaults[vault.pk] = KeyWrapper(self._vault_secret(vault), Suite(vault.suite))
        return self._vaults[vault.pk]

    def _vault_secret(self, vault: VaultKey) -> bytes:
        try:
            return self.root.unwrap(bytes(vault.wrapped), vault_binding(self.tenant, vault))
        except Altered:
            # The root key may have been rotated since this request read the one or the other.
            now = unlock()
            row = VaultKey.objects.filter(pk=vault.pk).first()
            if row is None or (now.root_version, row.wrapped) == (self.root_version, vault.wrapped):
                raise
            return now.root.unwrap(bytes(row.wrapped), vault_binding(self.tenant, row))

    def _row(self, obj: UUID, version: int) -> WrappedKey:
        rows = WrappedKey.objects.select_related("vault_key")
        row = rows.filter(object=obj, version=version).first()
        if row is None:
            if ShreddedKey.objects.filter(object=obj, version=version).exists():
                raise Destroyed(obj, version)
            raise Lost(obj, version)
        return row

    def _vault_for(self, suite: Suite, level: str, at: datetime) -> VaultKey:
        level = level or "none"
        rows = VaultKey.objects.filter(suite=suite, level=level).order_by("-generation")
        return rows.first() or new_vault(self, suite, level, 1, at)

    def _held(self) -> "Keyring":
        """The keys in use, after any rotation under way; none begins before this transaction
        ends."""
        return self if hold().root_version == self.root_version else unlock()


def new_vault(
    keys: Keyring, suite: Suite | int, level: str, generation: int, at: datetime
) -> VaultKey:
    """A new vault key under the root key in use; the keystore is held by the caller."""
    row = VaultKey(suite=int(suite), level=level, generation=generation, created_at=at)
    row.wrapped = keys.root.wrap(new_key(Suite(suite)), vault_binding(keys.tenant, row))
    row.save()
    return row


def hold() -> Keystore:
    """The keystore's row, locked until the transaction ends; whoever adds keys or renews them
    holds it."""
    return Keystore.objects.select_for_update().get()


def vault_binding(tenant: UUID, vault: VaultKey) -> bytes:
    """What a wrapped vault key is bound to: installation, suite, generation, level."""
    head = b"shoumi vault key 1\0" + tenant.bytes
    numbers = vault.suite.to_bytes(2, "big") + vault.generation.to_bytes(4, "big")
    return head + numbers + vault.level.encode()


def data_binding(tenant: UUID, obj: UUID, version: int, vault: VaultKey) -> bytes:
    """What a wrapped data key is bound to: installation, object, version, suite, generation."""
    head, tail = data_binding_ends(tenant, vault)
    return head + obj.bytes + version.to_bytes(4, "big") + tail


def data_binding_ends(tenant: UUID, vault: VaultKey) -> tuple[bytes, bytes]:
    """What stands before object and version, and after them, in each binding of a vault key."""
    head = b"shoumi data key 1\0" + tenant.bytes
    return head, vault.suite.to_bytes(2, "big") + vault.generation.to_bytes(4, "big")


def establish(*, at: datetime) -> Keyring:
    """Makes the root key and the keystore of a new installation; on an existing one, opens it.

    A key file without a keystore (setup was interrupted) is taken over. Raises ``Sealed`` when
    anything sealed exists already, for then the key that opens it is expected and not a new one.
    """
    if Keystore.objects.exists():
        return unlock()
    if SealedObject.objects.exists() or RecordKey.objects.exists() or WrappedKey.objects.exists():
        raise Sealed(State.MISSING, "the keystore is empty, but sealed content exists")
    try:
        root = provider().rotate(1)
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
        return _opened(row)
    except (KeyMissing, KeyUnreadable, WrongKey) as error:
        # An epoch may have closed between the two readings, and its old root key be gone.
        now = Keystore.objects.first()
        if now is None or now.root_version == row.root_version:
            raise Sealed(_CAUSES[type(error)], str(error)) from error
    try:
        return _opened(now)
    except (KeyMissing, KeyUnreadable, WrongKey) as error:
        raise Sealed(_CAUSES[type(error)], str(error)) from error


def _opened(row: Keystore) -> Keyring:
    root = provider().open(row.root_version, expected=row.root_fingerprint)
    return Keyring(row.tenant, root, row.root_version)


def state() -> State:
    """How the keys stand now; ``OPEN`` only if every vault key opens too."""
    return looked_at()[0]


def looked_at() -> tuple[State, str]:
    """How the keys stand now, and what an administrator should look at."""
    keepers.forget()
    try:
        keyring = unlock()
        for vault in VaultKey.objects.all():
            keyring.open_vault(vault)
    except Sealed as sealed:
        return State(sealed.cause), sealed.detail
    except Altered:
        return State.WRONG, "a vault key in the keystore does not open under the root key"
    return State.OPEN, ""


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
