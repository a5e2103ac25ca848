"""New vault keys for all data keys, against doing nothing but the cryptography of it."""

from typing import Any
from uuid import uuid4

from shoumi.config.bench.company import AT
from shoumi.config.bench.turns import by_turns
from shoumi.foundation.sealing import KeyWrapper, Suite, new_key
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import data_binding
from shoumi.kernel.storage.keys.renewal import renew_vaults
from shoumi.kernel.storage.keys.rewrapping import BATCH
from shoumi.kernel.storage.models import WrappedKey

SUITE = Suite.COBBLESTONE_256


def measure(*, keys: int, rounds: int) -> dict[str, Any]:
    """Keys a second of CPU, read, rewrapped, written, read back and opened once more, over keys a
    second only unwrapped and wrapped."""
    ring = keyring.unlock()
    for start in range(0, keys, BATCH):
        some = [(uuid4(), 1) for _key in range(min(BATCH, keys - start))]
        ring.make_many(some, suite=SUITE, level="important", at=AT)
    count = WrappedKey.objects.count()
    bare = _bare(ring)
    times = by_turns({"bare": bare, "renew": lambda: renew_vaults(keyring.unlock(), at=AT)}, rounds)
    return {
        "rewrap_over_bare_crypto": times["bare"] / times["renew"],
        "context": {
            "keys": count,
            "rewrapped_per_second": count / times["renew"],
            "bare_rewrapped_per_second": count / times["bare"],
        },
    }


def _bare(ring: keyring.Keyring) -> Any:
    """Unwraps and wraps every key that is there now; nothing is read or written meanwhile."""
    new = KeyWrapper(new_key(SUITE), SUITE)
    rows = [
        (ring.open_vault(row.vault_key), bytes(row.wrapped),
         data_binding(ring.tenant, row.object, row.version, row.vault_key))
        for row in WrappedKey.objects.select_related("vault_key")
    ]  # fmt: skip

    def act() -> None:
        for old, wrapped, binding in rows:
            new.wrap(old.unwrap(wrapped, binding), binding)

    return act
