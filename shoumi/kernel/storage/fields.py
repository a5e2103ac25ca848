"""Sealed database fields: texts under one key for each record, bound to where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from shoumi.foundation.sealing import TextPlace, open_text, seal_text
from shoumi.kernel.access import Decision
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.models import RecordKey, SealedObject
from shoumi.kernel.storage.objects import require_decision
from shoumi.kernel.storage.refusals import Lost


@dataclass(frozen=True)
class SealedFields:
    """The fields of one record, for one request: opens and seals without asking the keys again.

    A text opens only with the same ``field`` (``register.secretpoint.statement``), ``row`` (what
    tells rows of that table apart within the record) and ``version``.
    """

    _tenant: UUID
    _key: keyring.DataKey

    def seal(self, text: str, *, field: str, row: str = "", version: int = 1) -> bytes:
        """Raises ``Unsealable`` for text that is none."""
        return seal_text(text, self._key.key, self._place(field, row, version), self._key.suite)

    def open(self, sealed: bytes, *, field: str, row: str = "", version: int = 1) -> str:
        """Raises ``Altered`` for a text changed, or moved from elsewhere."""
        return open_text(bytes(sealed), self._key.key, self._place(field, row, version))

    def _place(self, field: str, row: str, version: int) -> TextPlace:
        table, _, name = field.rpartition(".")
        return TextPlace(self._tenant, table, row, name, version)


def fields_for_sealing(record: Record, *, at: datetime) -> SealedFields:
    """The record's fields, its key made if it has none; called inside an action.

    Whoever may write a field need not be allowed to read what stood there. Raises ``Sealed``.
    """
    keys = keyring.unlock()
    row = RecordKey.objects.filter(record_id=record.pk).first()
    if row is not None:
        return SealedFields(keys.tenant, keys.find(row.uuid, 1))
    row = RecordKey(record_id=record.pk, uuid=uuid4(), created_at=at)
    row.save()
    key = keys.make(row.uuid, 1, suite=settings.SUITE, level=record.grade, at=at)
    return SealedFields(keys.tenant, key)


def fields_of_new(records: Sequence[Record], *, at: datetime) -> dict[int, SealedFields]:
    """The fields of records just made, by the record's key; called inside an action. Raises
    ``Sealed``, and ``IntegrityError`` for a record that has a key already."""
    keys = keyring.unlock()
    rows = [RecordKey(record_id=record.pk, uuid=uuid4(), created_at=at) for record in records]
    RecordKey.objects.bulk_create(rows)
    fields: dict[int, SealedFields] = {}
    for level in sorted({record.grade for record in records}):
        of_level = [row for row, record in zip(rows, records, strict=True) if record.grade == level]
        objects = [(row.uuid, 1) for row in of_level]
        made = keys.make_many(objects, suite=settings.SUITE, level=level, at=at)
        for row, key in zip(of_level, made, strict=True):
            fields[row.record_id] = SealedFields(keys.tenant, key)
    return fields


def fields_for_opening(record: Record, decision: Decision, *, at: datetime) -> SealedFields:
    """The record's fields, for somebody who was just allowed to see them.

    Raises ``DecisionNeeded``, ``Sealed``, and ``Lost`` if nothing of this record was ever sealed.
    """
    require_decision(decision, record.pk, at)
    keys = keyring.unlock()
    row = RecordKey.objects.filter(record_id=record.pk).first()
    if row is None:
        raise Lost(record.pk)
    return SealedFields(keys.tenant, keys.find(row.uuid, 1))


def regrade(record: Record, *, at: datetime) -> None:
    """Puts all keys of the record under its present grade; called where the grade changes."""
    keys = keyring.unlock()
    objects = SealedObject.objects.filter(record_id=record.pk).values_list("uuid", "version")
    fields = RecordKey.objects.filter(record_id=record.pk).values_list("uuid", flat=True)
    for uuid, version in [*objects, *((uuid, 1) for uuid in fields)]:
        keys.move(uuid, version, level=record.grade, at=at)
