"""Renewing keys without touching an object: vault keys in steps, the root key in one.

At every instant each wrapped key names the vault key that opens it, and every vault key opens
under the root key that the keystore names; so whenever this is killed, everything opens, and it
can be begun again.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from shoumi.foundation.sealing import Altered, RootKey
from shoumi.foundation.sealing.escrow import seal_to_recovery
from shoumi.kernel.storage import keepers
from shoumi.kernel.storage.keepers import keyfiles
from shoumi.kernel.storage.keyring import Keyring, hold, new_vault, vault_binding
from shoumi.kernel.storage.keys.rewrapping import NAMED, open_all, rewrap
from shoumi.kernel.storage.models import Keystore, ShreddedKey, VaultKey
from shoumi.kernel.storage.refusals import KeysDamaged
from shoumi.kernel.storage.routers import ALIAS


def require_all_open(keys: Keyring) -> int:
    """Opens every vault key and every data key; how many data keys there are.

    Raises ``KeysDamaged``, naming the first that don't open.
    """
    damaged, count = [], 0
    for vault in VaultKey.objects.order_by("pk"):
        under, closed = open_all(keys, vault)
        damaged += closed
        count += under
        try:
            keys.open_vault(vault)
        except Altered:
            damaged.append(str(vault))
    if damaged:
        raise KeysDamaged(*damaged[:NAMED])
    return count


def renew_vaults(keys: Keyring, *, at: datetime) -> tuple[int, int]:
    """New vault keys of every suite and level, all data keys under them, older ones dropped.

    All levels, and not only those where something was shredded: a key may have stood under
    another level before it was regraded, and an old copy of the keystore has it there. Returns how
    many data keys were rewrapped, each read back and opened in the transaction that moved it, and
    the last `ShreddedKey` that had been deleted before the new vault keys existed. Raises
    ``KeysDamaged``.
    """
    with transaction.atomic(using=ALIAS):
        hold()
        cutoff = ShreddedKey.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        fresh = [_next_generation(keys, vault, at) for vault in _newest()]
    count = sum(_rewrap_all(keys, vault) for vault in fresh)
    with transaction.atomic(using=ALIAS):
        hold()
        count += sum(_rewrap_all(keys, vault) for vault in fresh)
        for vault in fresh:
            _older(vault).delete()
    return count, cutoff


def _newest() -> list[VaultKey]:
    newest: dict[tuple[int, str], VaultKey] = {}
    for vault in VaultKey.objects.order_by("generation"):
        newest[vault.suite, vault.level] = vault
    return list(newest.values())


def _next_generation(keys: Keyring, vault: VaultKey, at: datetime) -> VaultKey:
    made = new_vault(keys, vault.suite, vault.level, vault.generation + 1, at)
    stored = VaultKey.objects.get(pk=made.pk)
    # What was stored must open before anything is entrusted to it.
    keys.open_vault(stored)
    return stored


def _older(vault: VaultKey) -> Any:
    return VaultKey.objects.filter(
        suite=vault.suite, level=vault.level, generation__lt=vault.generation
    )


def _rewrap_all(keys: Keyring, vault: VaultKey) -> int:
    """Moves every data key of this suite and level under the vault key, some at a time."""
    return sum(rewrap(keys, old, vault) for old in _older(vault))


def promote(
    keys: Keyring, version: int, *, pending: dict[str, Any], recovery: bytes | None = None
) -> None:
    """Puts every vault key under that version of the root key, which is the one in use from here.

    One transaction: rewrap, read back, open every key under the new root, seal the new root key to
    the recovery key (``recovery`` is a new one), name it in the keystore. Raises ``KeysDamaged``.
    """
    root = keepers.provider().open(version)
    with transaction.atomic(using=ALIAS):
        row = hold()
        for vault in VaultKey.objects.all():
            binding = vault_binding(keys.tenant, vault)
            vault.wrapped = root.wrap(keys.root.unwrap(bytes(vault.wrapped), binding), binding)
            vault.save(update_fields=["wrapped"])
        public = recovery or recovery_key(keys, row)
        row.root_version, row.root_fingerprint = version, root.fingerprint
        row.pending = pending
        if public is not None:
            seal_root(row, root, public)
        row.save()
        require_all_open(Keyring(keys.tenant, root, version))


def recovery_key(keys: Keyring, row: Keystore) -> bytes | None:
    """The public key that the shares open, None if there are none. Raises ``Altered`` for one that
    did not get there under the root key in use."""
    if row.recovery is None:
        return None
    return keys.root.unwrap(bytes(row.recovery), recovery_binding(keys.tenant))


def seal_root(row: Keystore, root: RootKey, public: bytes) -> None:
    """Puts the recovery key and the sealed root key in the row; the caller saves it."""
    key = keyfiles().export(row.root_version)
    row.recovery = root.wrap(public, recovery_binding(row.tenant))
    row.escrow = seal_to_recovery(key, public, escrow_info(row))


def recovery_binding(tenant: Any) -> bytes:
    """What the recovery key in the keystore is bound to."""
    return b"shoumi recovery key 1\0" + bytes(tenant.bytes)


def escrow_info(row: Keystore) -> bytes:
    """What the sealed root key is bound to: installation and root version."""
    return b"shoumi escrow 1\0" + row.tenant.bytes + row.root_version.to_bytes(4, "big")
