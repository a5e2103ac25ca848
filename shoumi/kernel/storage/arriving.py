"""Files that arrive in several requests, each sealed as it comes; nothing rests in the clear.

What a request brings is a part: a write-once object under a key of its own, which ends where the
request broke off. A part that is the whole file becomes the stored object as it is; several are
opened and sealed once more into one. Order of writing as everywhere: key, object, row. Until it is
taken in, an arrival is nobody's record, and `KEPT_FOR` after its last byte it is gone.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.db import transaction

from shoumi.foundation.sealing import Header, RangeReader, Suite, seal_stream
from shoumi.foundation.transparency.commitment import commit
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import blobs, keyring
from shoumi.kernel.storage.models import Arrival, Part, SealedObject, WrappedKey
from shoumi.kernel.storage.objects import Source
from shoumi.kernel.storage.refusals import NotWhole, StorageRefused, TooLarge, WrongPlace
from shoumi.kernel.storage.routers import ALIAS

KEPT_FOR = timedelta(hours=24)
_SUITE = Suite.COBBLESTONE_256


def begin(record: Record, *, person: Person, size: int, told: dict[str, Any], at: datetime,
          level: str = "") -> Arrival:  # fmt: skip
    """Expect a file of so many bytes for a record; `level` is the grade it will be kept under.

    Raises Sealed: nothing is accepted that could not be kept.
    """
    keyring.unlock()
    arrival = Arrival(
        record_id=record.pk, person=person, size=size, level=level or record.grade, told=told,
        begun_at=at, touched_at=at,
    )  # fmt: skip
    arrival.save(force_insert=True)
    return arrival


def take(
    arrival: Arrival, source: Source, *, start: int, length: int, now: Callable[[], datetime]
) -> Arrival:
    """Keep what one request brings: `length` bytes from `start` on, or as many as really come.

    Answers the arrival as it stands then. A body may take hours, so that the time is asked for by
    `now`. Raises WrongPlace, TooLarge, Sealed, DiskFull; nothing of
    the request is kept then.
    """
    if start != arrival.arrived:
        raise WrongPlace(arrival.arrived)
    if start + length > arrival.size:
        raise TooLarge
    if not length:
        return arrival
    keys = keyring.unlock()
    part = Part(arrival=arrival, start=start, uuid=uuid4())
    key = keys.make(part.uuid, 1, suite=_SUITE, level=arrival.level, at=now())
    header, digest = Header(_SUITE, 1, keys.tenant, part.uuid), sha256()

    def fill(sink: BinaryIO) -> int:
        return seal_stream(_Coming(source, length), sink, key.key, header, digest=digest)

    try:
        part.size = blobs.store().keep(part.name, fill)
    except BaseException:
        _remove([part.uuid])
        raise
    part.sha256 = digest.hexdigest()
    try:
        arrived, passed = _added(arrival, part, now())
    except WrongPlace:
        _remove([part.uuid])
        raise
    _remove(passed)
    return arrived


class _Coming:
    """A request's body, which ends where it breaks off: what came until then is worth keeping."""

    def __init__(self, source: Source, length: int) -> None:
        self._source = source
        self._left = length

    def read(self, size: int, /) -> bytes:
        wanted = min(size, self._left)
        if not wanted:
            return b""
        try:
            piece = self._source.read(wanted)
        except OSError:
            piece = b""
        self._left = self._left - len(piece) if piece else 0
        return piece


def _added(arrival: Arrival, part: Part, at: datetime) -> tuple[Arrival, list[UUID]]:
    """Enter the part, and answer which others it replaced: of two requests that came at once,
    whichever leads further is kept. Raises WrongPlace."""
    with transaction.atomic():
        now = Arrival.objects.select_for_update().filter(pk=arrival.pk).first()
        end = part.start + part.size
        if now is None or now.object_id or end <= now.arrived:
            raise WrongPlace(now.arrived if now else 0)
        passed = list(now.parts.filter(start__gte=part.start))
        now.parts.filter(pk__in=[one.pk for one in passed]).delete()
        part.save(force_insert=True)
        now.arrived, now.touched_at = end, at
        now.save(update_fields=["arrived", "touched_at"])
    return now, [one.uuid for one in passed]


def make_whole(arrival: Arrival, *, at: datetime) -> None:
    """Make one part of several, in constant memory; done outside the transaction that takes it in.

    Raises NotWhole, Sealed, DiskFull, Lost, Altered; every part is kept then.
    """
    parts = list(arrival.parts.all())
    if not arrival.is_whole:
        raise NotWhole
    if len(parts) == 1:
        return
    keys = keyring.unlock()
    whole = Part(arrival=arrival, start=0, size=arrival.size, uuid=uuid4())
    key = keys.make(whole.uuid, 1, suite=_SUITE, level=arrival.level, at=at)
    header, digest = Header(_SUITE, 1, keys.tenant, whole.uuid), sha256()

    def fill(sink: BinaryIO) -> int:
        return seal_stream(_Joined(keys, parts), sink, key.key, header, digest=digest)

    try:
        if blobs.store().keep(whole.name, fill) != arrival.size:
            raise NotWhole
        whole.sha256 = digest.hexdigest()
        with transaction.atomic():
            now = Arrival.objects.select_for_update().get(pk=arrival.pk)
            overtaken = list(now.parts.all()) != parts
            if not overtaken:
                now.parts.all().delete()
                whole.save(force_insert=True)
    except StorageRefused:
        _remove([whole.uuid])
        raise
    _remove([whole.uuid] if overtaken else [one.uuid for one in parts])


class _Joined:
    """The plaintext of parts one after the other, each opened when its turn comes."""

    def __init__(self, keys: keyring.Keyring, parts: list[Part]) -> None:
        self._pieces = _pieces(keys, parts)

    def read(self, size: int, /) -> bytes:
        return next(self._pieces, b"")


def _pieces(keys: keyring.Keyring, parts: list[Part]) -> Iterator[bytes]:
    for part in parts:
        key = keys.find(part.uuid, 1)
        with (
            blobs.store().open(part.name) as source,
            RangeReader(source, key.key, Header(key.suite, 1, keys.tenant, part.uuid)) as reader,
        ):
            while piece := reader.read(64 * 1024):
                yield piece


def claim(arrival: Arrival, *, record: Record, by: Any, at: datetime) -> SealedObject:
    """The arrived file as a sealed object of the record; called inside an action.

    Raises NotWhole also where it was claimed already, Sealed, Lost, ``UnloggedChange``.
    """
    ledger.current()
    keys = keyring.unlock()
    now = Arrival.objects.select_for_update().get(pk=arrival.pk)
    parts = list(now.parts.all())
    if not now.is_whole or now.object_id or len(parts) != 1:
        raise NotWhole
    (part,) = parts
    if now.level != record.grade:
        keys.move(part.uuid, 1, level=record.grade, at=at)
    key = keys.find(part.uuid, 1)
    row = SealedObject(
        uuid=part.uuid,
        version=1,
        record_id=record.pk,
        suite=key.suite,
        size=part.size,
        commitment=commit(key.digest_salt, "sha256", part.sha256).hex(),
        created_by=by if isinstance(by, Person) else None,
        created_at=at,
    )
    row.plain_sha256 = part.sha256
    row.save()
    part.delete()
    now.object = row
    now.save(update_fields=["object"])
    return row


def drop(arrival: Arrival) -> None:
    """Forget it, with all that came of it; what was taken in stays with its record."""
    with transaction.atomic():
        now = Arrival.objects.select_for_update().filter(pk=arrival.pk).first()
        if now is None:
            return
        gone = list(now.parts.values_list("uuid", flat=True))
        now.delete()
    _remove(gone)


def drop_older(before: datetime) -> int:
    """Drop those of which no byte has come since that instant; answers how many were dropped."""
    old = list(Arrival.objects.filter(touched_at__lt=before))
    for arrival in old:
        drop(arrival)
    return len(old)


def names() -> set[str]:
    """The blobs that belong to arrivals under way."""
    return {f"{uuid.hex}.1" for uuid in Part.objects.values_list("uuid", flat=True)}


def _remove(parts: list[UUID]) -> None:
    with transaction.atomic(using=ALIAS):
        WrappedKey.objects.filter(object__in=parts, version=1).delete()
    for uuid in parts:
        with suppress(OSError):
            blobs.store().remove(f"{uuid.hex}.1")
