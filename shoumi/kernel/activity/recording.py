"""Writing an entry: canonical bytes, salted commitments, in the transaction of the act itself."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.transparency.canonical import encode_canonical
from shoumi.foundation.transparency.commitment import commit
from shoumi.kernel.activity.ledger import Ledger, RowState
from shoumi.kernel.activity.models import Entry

VERSION = 1
ERASE = "activity.erase_opening"
ALLOWED_DRIFT = timedelta(seconds=5)


class ClockTurnedBack(Exception):
    """The server's clock stands before the log's last entry; nothing is written until mended."""

    def __init__(self, at: datetime, last: datetime) -> None:
        super().__init__(
            _(
                "The server's clock ({at}) is behind the last entry of the log ({last}). Nothing "
                "can be recorded until the clock is right."
            ).format(at=at.strftime("%Y-%m-%d %H:%M:%S"), last=last.strftime("%Y-%m-%d %H:%M:%S"))
        )


def require_clock_forward(at: datetime) -> None:
    """Refuse to start before what is recorded already (several nodes may drift by seconds).

    Raises ClockTurnedBack.
    """
    last = Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if last is not None and at < last - ALLOWED_DRIFT:
        raise ClockTurnedBack(at, last)


def mark(salt: bytes, row: RowState) -> str:
    """The keyed fingerprint of a row's state; without the salt it tells nothing of the row."""
    return hmac.digest(salt, row.canonical, "sha256").hex()


def record(
    ledger: Ledger,
    *,
    verb: str,
    actor: str,
    at: datetime,
    subject: str = "",
    basis: tuple[str, ...] = (),
    outcome: str = "done",
) -> Entry:
    """Insert the entry of one act, with its opening.

    `actor` is a pseudonym; `basis` names the clauses served. Raises ClockTurnedBack.
    """
    salt = secrets.token_bytes(32)
    marks = [[row.table, row.pk, row.form, mark(salt, row)] for row in ledger.rows.values()]
    facts = {name: [secrets.token_hex(32), value] for name, value in sorted(ledger.facts.items())}
    leaf = encode_canonical(
        {
            "v": VERSION,
            "t": verb,
            "id": str(ledger.uid),
            "ts": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": actor,
            "obj": subject,
            "basis": list(basis),
            "outcome": outcome,
            "after": hashlib.sha256(encode_marks(marks)).hexdigest(),
            "c": {
                name: commit(bytes.fromhex(key), name, value).hex()
                for name, (key, value) in facts.items()
            },
        }
    )
    entry = Entry(
        uid=ledger.uid,
        verb=verb,
        subject=subject,
        actor=actor,
        outcome=outcome,
        leaf=leaf,
        recorded_at=at,
    )
    _insert(entry, facts, marks, salt)
    return entry


# Plain SQL, since every act of the house pays for this: two statements, and no question asked
# beforehand. The first refuses by itself to write before what was written last.
_INSERT_ENTRY = (
    "INSERT INTO activity_entry (uid, verb, subject, actor, outcome, leaf, recorded_at) "
    "SELECT %s, %s, %s, %s, %s, %s, %s WHERE NOT EXISTS (SELECT 1 FROM activity_entry "
    "WHERE id = (SELECT MAX(id) FROM activity_entry) AND recorded_at > %s) RETURNING id"
)
_INSERT_OPENING = (
    "INSERT INTO activity_opening (entry_id, facts, marks, salt) VALUES (%s, %s, %s, %s)"
)


def _insert(
    entry: Entry, facts: dict[str, list[str]], marks: list[list[object]], salt: bytes
) -> None:
    uid = Entry._meta.get_field("uid").get_db_prep_value(entry.uid, connection)
    moment, latest = (
        connection.ops.adapt_datetimefield_value(instant)
        for instant in (entry.recorded_at, entry.recorded_at + ALLOWED_DRIFT)
    )
    words = (entry.verb, entry.subject, entry.actor, entry.outcome)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_ENTRY, [uid, *words, bytes(entry.leaf), moment, latest])
        made = cursor.fetchone()
        if made is None:
            require_clock_forward(entry.recorded_at)
            raise AssertionError("refused for the clock, and the clock is right")
        entry.pk = made[0]
        opening = [entry.pk, _dumps(facts), _dumps(marks), salt.hex()]
        cursor.execute(_INSERT_OPENING, opening)
    entry._state.adding = False
    entry._state.db = connection.alias


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_marks(marks: Sequence[Sequence[object]]) -> bytes:
    """The list of marks as the bytes that an entry's `after` is the SHA-256 of."""
    return "\n".join(":".join(map(str, one)) for one in marks).encode()
