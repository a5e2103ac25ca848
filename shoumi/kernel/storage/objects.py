"""Stored files: sealed on the way in, opened only with a fresh decision in hand.

The order of writing is key, object, record: a crash between them leaves an orphan, never a record
whose content cannot be opened.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any, BinaryIO, Protocol
from uuid import uuid4

from django.apps import apps
from django.conf import settings

from shoumi.foundation.sealing import Header, RangeReader, Suite, seal_stream
from shoumi.foundation.transparency.commitment import commit
from shoumi.kernel.access import Decision
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import blobs, keyring
from shoumi.kernel.storage.models import SealedObject
from shoumi.kernel.storage.refusals import DecisionNeeded, Held, TooLarge


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Limited:
    """A source that refuses to give more than the limit."""

    def __init__(self, source: Source, limit: int | None) -> None:
        self._source = source
        self._left = limit

    def read(self, size: int, /) -> bytes:
        piece = self._source.read(size)
        if self._left is not None:
            self._left -= len(piece)
            if self._left < 0:
                raise TooLarge
        return piece


def put(
    stream: Source,
    *,
    record: Record,
    by: Any,
    at: datetime,
    replaces: SealedObject | None = None,
    limit: int | None = None,
    suite: Suite | None = None,
) -> SealedObject:
    """Seals the stream and keeps it with the record; called inside an action.

    With ``replaces``, the new object is that one's next version. ``limit`` is in bytes; ``suite``
    is that of the settings unless given. Raises ``Sealed``, ``DiskFull``, ``TooLarge`` (then
    nothing is kept), ``StoreUnreachable`` and ``UnloggedChange``.
    """
    ledger.current()
    suite = suite or settings.SUITE
    keys = keyring.unlock()
    row = SealedObject(
        uuid=replaces.uuid if replaces else uuid4(),
        version=replaces.version + 1 if replaces else 1,
        record_id=record.pk,
        suite=suite,
        created_by=by if isinstance(by, Person) else None,
        created_at=at,
    )
    if replaces and replaces.record_id != record.pk:
        raise ValueError("an object's next version belongs to the same record")
    key = keys.make(row.uuid, row.version, suite=suite, level=record.grade, at=at)
    header, digest = Header(suite, row.version, keys.tenant, row.uuid), sha256()

    def fill(sink: BinaryIO) -> int:
        return seal_stream(_Limited(stream, limit), sink, key.key, header, digest=digest)

    row.size = blobs.store().keep(row.name, fill)
    row.plain_sha256 = digest.hexdigest()
    row.commitment = commit(key.digest_salt, "sha256", row.plain_sha256).hex()
    row.save()
    return row


def open_object(
    obj: SealedObject, decision: Decision, *, at: datetime, though_held: bool = False
) -> RangeReader:
    """The object's plaintext as a read-only, seekable file; close it to close the store's file.

    Only what looks through files opens one that is held. Raises ``DecisionNeeded`` unless the
    decision allows an act on the object's record now, ``Held``, ``Sealed``, ``Lost``, and
    ``Altered`` here or while reading if the bytes were changed.
    """
    require_decision(decision, obj.record_id, at)
    if not though_held and SealedObject.objects.filter(pk=obj.pk, held=True).exists():
        raise Held
    keys = keyring.unlock()
    key = keys.find(obj.uuid, obj.version)
    header = Header(Suite(obj.suite), obj.version, keys.tenant, obj.uuid)
    source = blobs.store().open(obj.name)
    try:
        return _ClosingReader(source, key.key, header)
    except BaseException:
        source.close()
        raise


class _ClosingReader(RangeReader):
    """A reader that owns its source."""

    def __init__(self, source: BinaryIO, key: bytes, header: Header) -> None:
        self._close_source: Callable[[], None] = source.close
        super().__init__(source, key, header)

    def close(self) -> None:
        super().close()
        self._close_source()


def is_content(obj: SealedObject, digest: bytes) -> bool:
    """Whether a SHA-256 digest is that of the object's plaintext, without opening the object."""
    key = keyring.unlock().find(obj.uuid, obj.version)
    made = commit(key.digest_salt, "sha256", digest.hex()).hex()
    return compare_digest(made, obj.commitment)


def require_decision(decision: Decision, record_id: int, at: datetime) -> None:
    """Raises ``DecisionNeeded`` unless the decision still holds and is about this record."""
    if not isinstance(decision, Decision) or not decision.holds(at):
        raise DecisionNeeded
    label, _, pk = decision.subject.partition("/")
    if not label or pk != str(record_id) or not issubclass(apps.get_model(label), Record):
        raise DecisionNeeded
