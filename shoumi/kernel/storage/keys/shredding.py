"""Crypto-shredding: the key of an object or of a record's fields is deleted, then its bytes.

From then on the house opens it no more. An old copy of the keystore still could, with the root
key of its time: the next epoch destroys that one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.kernel.activity import ledger
from shoumi.kernel.storage import blobs
from shoumi.kernel.storage.keyring import hold
from shoumi.kernel.storage.models import RecordKey, SealedObject, ShreddedKey, WrappedKey
from shoumi.kernel.storage.refusals import OnHold
from shoumi.kernel.storage.routers import ALIAS


@dataclass(frozen=True)
class Waiting:
    """What was shredded and is not final yet."""

    object: str
    version: int
    shredded_at: datetime


def shred(objects: Iterable[SealedObject | RecordKey], *, at: datetime) -> None:
    """Destroys these objects and fields for good; called inside an action.

    The main database says so first; keys and bytes go when it has committed, so a transaction that
    is rolled back destroys nothing, and what a crash left is taken up by the next epoch. Raises
    ``OnHold``, ``UnloggedChange``.
    """
    ledger.current()
    rows = list(objects)
    if any(row.record.legal_hold for row in rows):
        raise OnHold
    for row in rows:
        row.shredded_at = row.shredded_at or at
        row.save()
    transaction.on_commit(lambda: _destroy(rows, at))


def finish_shredding(*, at: datetime) -> None:
    """Destroys what the main database says was shredded and a crash left."""
    done = set(ShreddedKey.objects.values_list("object", "version"))
    for model in (SealedObject, RecordKey):
        rows = model.objects.exclude(shredded_at=None)
        _destroy([row for row in rows if (row.uuid, row.version) not in done], at)


def waiting_for_epoch() -> list[Waiting]:
    """What the next epoch makes final, oldest first."""
    rows = ShreddedKey.objects.filter(closed_by=None).order_by("pk")
    return [Waiting(row.object.hex, row.version, row.shredded_at) for row in rows]


def _destroy(rows: list[SealedObject | RecordKey], at: datetime) -> None:
    for row in rows:
        with transaction.atomic(using=ALIAS):
            hold()
            WrappedKey.objects.filter(object=row.uuid, version=row.version).delete()
            ShreddedKey.objects.get_or_create(
                object=row.uuid,
                version=row.version,
                defaults={"shredded_at": row.shredded_at or at},
            )
        # Bytes without a key tell nothing; those that a crash leaves here are swept as orphans.
        if isinstance(row, SealedObject):
            blobs.store().remove(row.name)
