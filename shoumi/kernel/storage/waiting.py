"""Files that wait, sealed, between two steps of one person: brought once, looked at, then used.

They belong to no record. Whoever laid one by holds its name; it is gone when it was used, and
after `KEPT_FOR` in any case.
"""

from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from shoumi.foundation.sealing import Header, RangeReader, seal_stream
from shoumi.kernel.access import Decision
from shoumi.kernel.storage import blobs, keyring
from shoumi.kernel.storage.models import WrappedKey
from shoumi.kernel.storage.refusals import DecisionNeeded
from shoumi.kernel.storage.routers import ALIAS

KEPT_FOR = timedelta(hours=24)
LEVEL = "waiting"
"""Their vault key's level, by which they are told from what records claim."""


def lay_by(content: bytes, *, at: datetime) -> UUID:
    """Seal the content and keep it for a day; files older than that go. Raises Sealed, DiskFull."""
    keys = keyring.unlock()
    drop_older(at - KEPT_FOR)
    suite, name = settings.SUITE, uuid4()
    key = keys.make(name, 1, suite=suite, level=LEVEL, at=at)
    header = Header(suite, 1, keys.tenant, name)

    def fill(sink: BinaryIO) -> int:
        return seal_stream(BytesIO(content), sink, key.key, header)

    blobs.store().keep(_blob(name), fill)
    return name


def take_up(name: UUID, decision: Decision, *, at: datetime) -> bytes:
    """The content. Raises DecisionNeeded unless the decision allows its act now, Sealed, Lost,
    Altered."""
    if not decision.holds(at):
        raise DecisionNeeded
    keys = keyring.unlock()
    key = keys.find(name, 1)
    with blobs.store().open(_blob(name)) as source:
        return RangeReader(source, key.key, Header(key.suite, 1, keys.tenant, name)).read()


def drop(name: UUID) -> None:
    """Nobody opens it any more; one that is gone is no error."""
    with transaction.atomic(using=ALIAS):
        WrappedKey.objects.filter(object=name, version=1, vault_key__level=LEVEL).delete()
    blobs.store().remove(_blob(name))


def drop_older(before: datetime) -> None:
    """Drop what was laid by before that instant and never used."""
    old = WrappedKey.objects.filter(vault_key__level=LEVEL, created_at__lt=before)
    for name in list(old.values_list("object", flat=True)):
        drop(name)


def _blob(name: UUID) -> str:
    return f"{name.hex}.1"
