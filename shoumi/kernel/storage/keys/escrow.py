"""Recovery shares: whoever has three of five can put a lost root key back.

The shares are those of a recovery secret, which exists only while they are made. The keystore
holds the root key sealed to that secret's public key, renewed with every new root key; its copies
carry it along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from shoumi.foundation.sealing import Altered, fingerprint
from shoumi.foundation.sealing.escrow import (
    combine,
    new_recovery_secret,
    open_with_recovery,
    recovery_public_key,
    split,
)
from shoumi.kernel.access import Actor
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.actions import make_shares, recover_root
from shoumi.kernel.storage.keepers import keyfiles
from shoumi.kernel.storage.keyring import State, hold
from shoumi.kernel.storage.keys.renewal import escrow_info, seal_root
from shoumi.kernel.storage.keys.rotation import Clock, require_allowed, rotate
from shoumi.kernel.storage.keys.working import alone
from shoumi.kernel.storage.models import Keystore
from shoumi.kernel.storage.refusals import NoShares, Sealed
from shoumi.kernel.storage.routers import ALIAS


@dataclass(frozen=True)
class NewShares:
    """Shares that open nothing yet: first they are written down, then `seal_to` makes them count.

    `public` is the key that they open.
    """

    shares: list[str] = field(repr=False)
    public: bytes


def draw_shares() -> NewShares:
    """Five shares of a new recovery secret, which is forgotten when this returns.

    Raises ``KeptElsewhere`` where the root key can't be sealed to them.
    """
    keyfiles()
    secret = new_recovery_secret()
    return NewShares(split(secret), recovery_public_key(secret))


def seal_to(public: bytes, *, by: Actor, now: Clock) -> None:
    """Seals the root key to new shares; older ones open nothing that comes after.

    Where shares were made before, the root key is rotated: who still has the older ones, and a
    copy of the keystore, has the older root key. Raises as ``rotate``, and
    ``KeptElsewhere``.
    """
    keyfiles()
    require_allowed(by, "storage.make_shares", now())
    if Keystore.objects.exclude(recovery=None).exists():
        rotate(recovery=public, by=by, now=now)
    with alone():
        keys = keyring.unlock()
        with transaction.atomic(using=ALIAS):
            row = hold()
            seal_root(row, keys.root, public)
            row.shares_made_at = now()
            row.save(update_fields=["recovery", "escrow", "shares_made_at"])
    make_shares(fingerprint=keys.root.fingerprint, by=by, at=now())


def require_recoverable() -> None:
    """Raises ``NoShares`` when nothing was ever sealed to shares, ``Sealed`` without a keystore,
    ``KeptElsewhere`` where the root key is no file."""
    keyfiles()
    row = Keystore.objects.first()
    if row is None:
        raise Sealed(State.ABSENT, "no keystore has been made yet")
    if row.escrow is None:
        raise NoShares


def recover(shares: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Puts the root key back that the keystore names; a file in its place is set aside.

    Raises ``SharesRefused``; ``Altered`` for shares of another set; ``NoShares``, ``Sealed``.
    """
    require_allowed(by, "storage.recover_root", at)
    require_recoverable()
    with alone():
        row = Keystore.objects.get()
        key = open_with_recovery(bytes(row.escrow or b""), combine(shares), escrow_info(row))
        if fingerprint(key) != row.root_fingerprint:
            raise Altered("the recovered key is not the one that the keystore names")
        keyfiles().put_back(row.root_version, key)
    recover_root(fingerprint=row.root_fingerprint, by=by, at=at)
