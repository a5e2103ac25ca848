"""Each entry against its columns, its opening against the entry; the marks it leaves on rows."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from shoumi.foundation.transparency.verifier.entries import check_entry, verify_opening
from shoumi.foundation.transparency.verifier.errors import Malformed, WrongOpening
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.activity.recording import ERASE, VERSION, encode_marks
from shoumi.kernel.activity.verification.findings import Finding, Kind, found

CHUNK = 2000
_COLUMNS = (
    "id",
    "index",
    "uid",
    "verb",
    "subject",
    "actor",
    "outcome",
    "leaf",
    "recorded_at",
    "opening__entry_id",
    "opening__facts",
    "opening__marks",
    "opening__salt",
    "opening__erased_at",
)


class Stored(NamedTuple):
    """An entry's row and its opening's, as they stand in the database."""

    id: int
    place: int | None
    uid: UUID
    verb: str
    subject: str
    actor: str
    outcome: str
    leaf: bytes
    recorded_at: datetime
    opening: int | None
    facts: dict[str, Any] | None
    marks: list[list[Any]] | None
    salt: str | None
    erased_at: datetime | None

    @property
    def name(self) -> str:
        return f"entry/{self.id if self.place is None else self.place}"


@dataclass(frozen=True)
class Mark:
    """What an entry says of a row: under which form, and the keyed fingerprint of its state."""

    table: str
    pk: str
    form: int
    digest: str
    salt: str


def stored_entries() -> Iterator[Stored]:
    """All entries in the order of their writing, those not yet in the tree too."""
    last = 0
    while True:
        rows = list(Entry.objects.filter(id__gt=last).order_by("id").values_list(*_COLUMNS)[:CHUNK])
        if not rows:
            return
        for row in rows:
            yield Stored(*row)
        last = rows[-1][0]


class EntryCheck:
    """Goes through the entries once. What it finds is in `findings`, how many in `count`."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.count = 0
        self.last_at: datetime | None = None

    def marks(self) -> Iterator[Mark]:
        """Check every entry and yield its marks, in the order of writing."""
        for row in stored_entries():
            self.count += 1
            self.last_at = row.recorded_at
            fields = self._fields(row)
            if fields is not None and self._opens(row, fields):
                for table, pk, form, digest in row.marks or ():
                    yield Mark(table, pk, form, digest, row.salt or "")

    def _fields(self, row: Stored) -> dict[str, Any] | None:
        try:
            fields = check_entry(bytes(row.leaf), {VERSION})
            told = [fields[key] for key in ("id", "t", "obj", "actor", "outcome", "ts")]
        except (Malformed, KeyError):
            self.findings.append(found(Kind.ENTRY_UNREADABLE, row.name))
            return None
        instant = row.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        shown = [str(row.uid), row.verb, row.subject, row.actor, row.outcome, instant]
        if told != shown:
            self.findings.append(found(Kind.COLUMNS_CHANGED, row.name))
        return fields

    def _opens(self, row: Stored, fields: dict[str, Any]) -> bool:
        """Whether the opening's marks are what the entry is bound to."""
        if row.opening is None or row.marks is None or row.facts is None:
            self.findings.append(found(Kind.OPENING_MISSING, row.name))
            return False
        if hashlib.sha256(encode_marks(row.marks)).hexdigest() != fields.get("after"):
            self.findings.append(found(Kind.OPENING_CHANGED, row.name))
            return False
        if row.erased_at is not None:
            self.findings.append(_erasure(row))
        elif not _facts_open(row.facts, fields.get("c")):
            self.findings.append(found(Kind.OPENING_CHANGED, row.name))
        return True


def _erasure(row: Stored) -> Finding:
    logged = Entry.objects.filter(verb=ERASE, subject=f"activity.entry/{row.id}", outcome="done")
    lawful = logged.filter(id__gt=row.id).exists()
    return found(Kind.OPENING_ERASED if lawful else Kind.OPENING_ERASED_UNLOGGED, row.name)


def _facts_open(facts: dict[str, Any], commitments: Any) -> bool:
    if not isinstance(commitments, dict) or facts.keys() != commitments.keys():
        return False
    try:
        for name, (salt, value) in facts.items():
            verify_opening(bytes.fromhex(commitments[name]), bytes.fromhex(salt), name, value)
    except (WrongOpening, ValueError, TypeError, AttributeError):
        return False
    return True


def matches(mark: Mark, canonical: bytes) -> bool:
    """Whether a row's canonical bytes are the ones that were marked."""
    digest = hmac.new(bytes.fromhex(mark.salt), canonical, hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, mark.digest)
