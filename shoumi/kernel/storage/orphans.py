"""What a crash left behind: objects and keys that no record claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shoumi.kernel.storage import arriving, blobs, waiting
from shoumi.kernel.storage.models import RecordKey, SealedObject, ShreddedKey, WrappedKey
from shoumi.kernel.storage.refusals import TooManyOrphans

GRACE = timedelta(hours=24)
"""Younger orphans may belong to a transaction still under way."""
FEW = 20
SHARE = 0.05


@dataclass(frozen=True)
class Swept:
    """How many were removed."""

    objects: int
    keys: int
    drafts: int


def sweep_orphans(*, at: datetime, grace: timedelta = GRACE, even_if_many: bool = False) -> Swept:
    """Removes objects and keys older than ``grace`` that no record claims, old drafts, files
    that waited for a next step that never came, and files that stopped arriving.

    Raises ``TooManyOrphans``, having removed nothing, when more than a few and more than a
    twentieth of all are unclaimed: then the main database is probably an old copy, and what looks
    like an orphan is the company's only copy.
    """
    before = at - grace
    waiting.drop_older(before)
    arriving.drop_older(before)
    store = blobs.store()
    # Asked first: what is taken in meanwhile is then among the objects.
    under_way = arriving.names()
    claimed = {row.name for row in SealedObject.objects.only("uuid", "version")} | under_way
    stored = list(store.names())
    gone = {f"{obj.hex}.{version}" for obj, version in _shredded()}
    objects = [name for name, kept_at in stored if name not in claimed - gone and kept_at < before]
    fields = {f"{uuid.hex}.1" for uuid in RecordKey.objects.values_list("uuid", flat=True)}
    needed = claimed | fields
    rows = WrappedKey.objects.values_list("pk", "object", "version", "created_at")
    keys = [
        pk
        for pk, obj, version, made_at in rows
        if f"{obj.hex}.{version}" not in needed and made_at < before
    ]
    if not even_if_many and (_is_many(objects, len(stored)) or _is_many(keys, len(rows))):
        raise TooManyOrphans
    for name in objects:
        store.remove(name)
    WrappedKey.objects.filter(pk__in=keys).delete()
    return Swept(len(objects), len(keys), store.drop_drafts(before))


def _shredded() -> Iterable[tuple[UUID, int]]:
    return ShreddedKey.objects.values_list("object", "version")


def _is_many(orphans: list[str] | list[int], total: int) -> bool:
    return len(orphans) > max(FEW, SHARE * total)
