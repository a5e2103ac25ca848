"""How the keys stand: what `shoumi keys status` shows. Nothing here reads or holds a key."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from shoumi.foundation.sealing import KeyMissing, KeyUnreadable
from shoumi.kernel.storage import keepers, keyring
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.models import (
    Drill,
    Epoch,
    Keystore,
    KeystoreCopy,
    Rotation,
    ShreddedKey,
    VaultKey,
)
from shoumi.kernel.storage.refusals import Sealed


@dataclass(frozen=True)
class VaultKeys:
    """One vault key, and how many data keys it guards."""

    suite: str
    level: str
    generation: int
    guards: int


@dataclass(frozen=True)
class Copy:
    """A copy of the keystore that is known to be outstanding."""

    number: int
    place: str
    root_version: int
    recorded_at: datetime


@dataclass(frozen=True)
class Standing:
    """All of it. `older_roots` still wait for an epoch to destroy them, a `staged_root` for a
    rotation to go on; `unfinished` names what was interrupted; `behind` says that the keystore is
    older than the last rotation on record, so probably an old copy was put back.
    """

    state: State
    detail: str
    provider: str
    root_version: int | None
    fingerprint: str
    older_roots: list[int]
    staged_root: int | None
    vault_keys: list[VaultKeys]
    shares_made_at: datetime | None
    unfinished: str
    behind: bool
    waiting: int
    rotated_at: datetime | None
    epoch_closed_at: datetime | None
    drilled_at: datetime | None
    drill_proved: bool | None
    copies: list[Copy]


def standing() -> Standing:
    """How the keys stand now."""
    row = Keystore.objects.first()
    state, detail = keyring.looked_at()
    versions = _versions()
    version = row.root_version if row else 0
    rotated, epoch = _latest_rotation(), Epoch.objects.order_by("-closed_at", "-pk").first()
    drill = Drill.objects.order_by("-held_at", "-pk").first()
    recorded = max((one.root_version for one in (rotated, epoch) if one), default=0)
    dates = [rotated.rotated_at] if rotated else []
    return Standing(
        state=state,
        detail=detail,
        provider=keepers.provider().name,
        root_version=row.root_version if row else None,
        fingerprint=row.root_fingerprint if row else "",
        older_roots=[one for one in versions if one < version],
        staged_root=next((one for one in versions if row and one > version), None),
        vault_keys=_vault_keys(),
        shares_made_at=row.shares_made_at if row else None,
        unfinished=str(row.pending.get("kind", "")) if row else "",
        behind=row is not None and recorded > row.root_version,
        waiting=ShreddedKey.objects.filter(closed_by=None).count(),
        rotated_at=max([*dates, epoch.closed_at] if epoch else dates, default=None),
        epoch_closed_at=epoch.closed_at if epoch else None,
        drilled_at=drill.held_at if drill else None,
        drill_proved=drill.proved if drill else None,
        copies=outstanding_copies(),
    )


def outstanding_copies(*, before: int | None = None) -> list[Copy]:
    """Copies of the keystore not known to be destroyed; those made before a root version."""
    rows = KeystoreCopy.objects.filter(destroyed_at=None).order_by("pk")
    if before is not None:
        rows = rows.filter(root_version__lt=before)
    return [Copy(row.pk, row.place, row.root_version, row.recorded_at) for row in rows]


def root_in_use() -> str:
    """The fingerprint of the root key in use, "" before there is one."""
    return Keystore.objects.values_list("root_fingerprint", flat=True).first() or ""


def fingerprint_of(version: int) -> str:
    """The fingerprint of a root key that is there, "" of one that can't be read."""
    try:
        return keepers.provider().open(version).fingerprint
    except (KeyMissing, KeyUnreadable):
        return ""


def _versions() -> list[int]:
    """None of a provider that does not tell; the state says why."""
    try:
        return keepers.provider().versions()
    except (Sealed, KeyUnreadable):
        return []


def _latest_rotation() -> Rotation | None:
    found: Rotation | None = Rotation.objects.order_by("-rotated_at", "-pk").first()
    return found


def _vault_keys() -> list[VaultKeys]:
    rows = VaultKey.objects.annotate(guards=Count("keys")).order_by("suite", "level", "generation")
    return [VaultKeys(f"{row.suite:#06x}", row.level, row.generation, row.guards) for row in rows]
