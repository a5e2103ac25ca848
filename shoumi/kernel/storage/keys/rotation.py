"""Rotations and epochs: new keys come into use, and what they replace is kept or destroyed.

Both stage a new root key, verify that every key opens under it, and promote it. An epoch gives
all vault keys a new generation first and destroys every older root key last: what was shredded
before it then opens from no copy of anything, old or new. Killed at any step, either can be run
again: what was promoted is finished, what was not is begun anew. Others act meanwhile, so each
takes the clock and enters what it did at the instant when it was done.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from shoumi.kernel.access import Actor, decide
from shoumi.kernel.actions import Refused
from shoumi.kernel.storage import keepers, keyring
from shoumi.kernel.storage.actions import close_epoch, rotate_keys
from shoumi.kernel.storage.keyring import hold
from shoumi.kernel.storage.keys.renewal import promote, renew_vaults, require_all_open
from shoumi.kernel.storage.keys.shredding import finish_shredding, waiting_for_epoch
from shoumi.kernel.storage.keys.standing import fingerprint_of, outstanding_copies
from shoumi.kernel.storage.keys.working import alone
from shoumi.kernel.storage.models import Epoch, Keystore, Rotation, ShreddedKey
from shoumi.kernel.storage.routers import ALIAS

ROTATION, EPOCH = "rotation", "epoch"
Clock = Callable[[], datetime]


def rotate(
    *, vaults: bool = False, recovery: bytes | None = None, by: Actor, now: Clock
) -> Rotation:
    """A new root key; with ``vaults`` new vault keys as well, as after a leak of the keystore.

    The older root key stays with its provider until an epoch closes. ``recovery`` is the public
    key of new recovery shares. Raises ``Sealed``, ``KeysDamaged``, ``KeysInUse``, Refused.
    """
    require_allowed(by, "storage.rotate_keys", now())
    begun = {"kind": ROTATION, "vaults": vaults}
    with alone():
        finished = finish(by=by, now=now)
        # What an interrupted run was asked for is done with finishing it.
        if recovery is not None or finished not in (begun, begun | {"vaults": True}):
            _renew(begun, recovery=recovery, at=now())
            finish(by=by, now=now)
    done: Rotation = Rotation.objects.latest("pk")
    return done


def end_epoch(*, by: Actor, now: Clock) -> Epoch:
    """Makes final what was shredded so far. Raises as ``rotate``."""
    require_allowed(by, "storage.close_epoch", now())
    with alone():
        finished = finish(by=by, now=now)
        finish_shredding(at=now())
        if finished.get("kind") != EPOCH or waiting_for_epoch():
            _renew({"kind": EPOCH, "vaults": True}, recovery=None, at=now())
            finish(by=by, now=now)
    done: Epoch = Epoch.objects.latest("pk")
    return done


def _renew(begun: dict[str, Any], *, recovery: bytes | None, at: datetime) -> None:
    keys = keyring.unlock()
    require_all_open(keys)
    version = keys.root_version + 1
    keepers.provider().rotate(version)
    rewrapped, cutoff = renew_vaults(keys, at=at) if begun["vaults"] else (0, 0)
    pending = begun | {"rewrapped": rewrapped, "cutoff": cutoff}
    promote(keyring.unlock(), version, pending=pending, recovery=recovery)


def finish(*, by: Actor, now: Clock) -> dict[str, Any]:
    """Does what is still to be done after a new root key came into use; what was begun with it,
    empty if nothing."""
    row = Keystore.objects.first()
    if row is None or not row.pending:
        return {}
    # Nothing older is destroyed before the new key has opened everything, read anew from its place.
    keepers.forget()
    require_all_open(keyring.unlock())
    (_finish_epoch if row.pending["kind"] == EPOCH else _enter)(row, by, now())
    with transaction.atomic(using=ALIAS):
        held = hold()
        held.pending = {}
        held.save(update_fields=["pending"])
    return {"kind": row.pending["kind"], "vaults": row.pending["vaults"]}


def _enter(row: Keystore, by: Actor, at: datetime) -> None:
    if Rotation.objects.filter(root_version=row.root_version).exists():
        return
    rotate_keys(
        root_version=row.root_version,
        fingerprint=row.root_fingerprint,
        rewrapped=row.pending["rewrapped"],
        by=by,
        at=at,
    )


def _finish_epoch(row: Keystore, by: Actor, at: datetime) -> None:
    destroyed = _destroy_older(row)
    waiting = ShreddedKey.objects.filter(closed_by=None, pk__lte=row.pending["cutoff"])
    with transaction.atomic(using=ALIAS):
        waiting.update(closed_by=row.root_version)
    if Epoch.objects.filter(root_version=row.root_version).exists():
        return
    close_epoch(
        root_version=row.root_version,
        fingerprint=row.root_fingerprint,
        destroyed=destroyed,
        shredded=ShreddedKey.objects.filter(closed_by=row.root_version).count(),
        survivors=row.pending["rewrapped"],
        copies=len(outstanding_copies(before=row.root_version)),
        by=by,
        at=at,
    )


def _destroy_older(row: Keystore) -> list[str]:
    """Destroys every older root key; their fingerprints, which are noted before the first goes."""
    provider = keepers.provider()
    older = [version for version in provider.versions() if version < row.root_version]
    if "destroyed" not in row.pending:
        row.pending["destroyed"] = [mark for one in older if (mark := fingerprint_of(one))]
        with transaction.atomic(using=ALIAS):
            row.save(update_fields=["pending"])
    for version in older:
        provider.destroy(version)
    return list(row.pending["destroyed"])


def require_allowed(by: Actor, act: str, at: datetime) -> None:
    """Raises Refused before anything is done that the act would only record."""
    decision = decide(by, act, None, at)
    if not decision.allowed:
        raise Refused(*decision.because)
