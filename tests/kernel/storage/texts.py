"""One sealed text at a time, as tests look at them; the house opens a record's together."""

from datetime import datetime

from shoumi.kernel.access import Decision
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.fields import fields_for_opening, fields_for_sealing


def seal_field(
    text: str, *, record: Record, field: str, row: str = "", version: int = 1, at: datetime
) -> bytes:
    return fields_for_sealing(record, at=at).seal(text, field=field, row=row, version=version)


def open_field(
    sealed: bytes,
    *,
    record: Record,
    decision: Decision,
    field: str,
    row: str = "",
    version: int = 1,
    at: datetime,
) -> str:
    opener = fields_for_opening(record, decision, at=at)
    return opener.open(sealed, field=field, row=row, version=version)
