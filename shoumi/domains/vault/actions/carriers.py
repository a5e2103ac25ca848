"""Carriers enter the ledger: made here, received, or copied from another (4.8)."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions.handing import Kind, hand
from shoumi.domains.vault.facts import CLOSED
from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import (
    NOTE,
    Invalid,
    Refused,
    action,
    require_said,
    require_text,
)
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.moves import begin, move
from shoumi.kernel.records.numbering import next_number

SHUT = Reason("shut", _("This secret is shut or ended; it gets no new carrier."))
GONE = Reason("gone", _("This carrier is not there any more; nothing is copied from it."))
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Described:
    """A carrier as somebody describes it. `sha256` is that of content that is not kept here."""

    title: str
    medium: str
    form: str
    whereabouts: str
    holder: Person | None = None
    source: str = Carrier.Source.MADE
    received_from: str = ""
    received_under: str = ""
    pieces: int = 1
    sha256: str = ""
    from_on: date | None = None


@action("vault.register_carrier", label=_("Enter a carrier"), clauses=("4.8",), reads=True)
def register_carrier(
    secret: TradeSecret, *, described: Described, by: Actor, at: datetime
) -> Carrier:
    """A carrier of a secret, under the next number of the rights holder. Raises Refused,
    Invalid."""
    require_new_carriers(secret)
    _require_described(described, at)
    carrier = new_carrier(secret, described, by, at)
    begin(carrier, CARRIER, step="vault.register_carrier", by=by, at=at, on=carrier.from_on)
    return carrier


def require_new_carriers(secret: TradeSecret) -> None:
    """Raises Refused where a secret gets no new carrier."""
    if secret.state in CLOSED or secret.ended_on is not None:
        raise Refused(SHUT)


def new_carrier(secret: TradeSecret, described: Described, by: Actor, at: datetime) -> Carrier:
    """Not saved yet."""
    person = by if isinstance(by, Person) else None
    return Carrier(
        kind="carrier",
        number=next_number(secret.entity, "carrier", "密载", local_day(at).year),
        title=described.title.strip(),
        grade=secret.grade or secret.proposed_grade,
        entity=secret.entity,
        org_unit=secret.org_unit,
        owner=described.holder or person,
        parent_id=secret.pk,
        seen_with_parent=True,
        clause="4.8",
        secret=secret,
        medium=described.medium,
        form=described.form,
        source=described.source,
        received_from=described.received_from.strip(),
        received_under=described.received_under.strip(),
        pieces=described.pieces,
        whereabouts=described.whereabouts.strip(),
        holder=described.holder or person,
        sha256=described.sha256.strip().lower(),
        from_on=described.from_on or local_day(at),
        code="".join(secrets.choice(_SIGNS) for _ in range(12)),
    )


def _require_described(told: Described, at: datetime) -> None:
    require_said("title", told.title, 200, _("Give the carrier a name."))
    lacking = _("Say where it is: a folder, a cabinet, a machine.")
    require_said("whereabouts", told.whereabouts, 200, lacking)
    require_text("received_from", told.received_from, 200)
    require_text("received_under", told.received_under, 200)
    if not 1 <= told.pieces <= 10_000:
        raise Invalid("pieces", _("Between 1 and 10,000 pieces."))
    if told.medium not in Carrier.Medium.values or told.form not in Carrier.Form.values:
        raise Invalid("form", _("Choose one of the kinds offered."))
    if told.source not in Carrier.Source.values:
        raise Invalid("source", _("Choose how it came to be here."))
    if told.source == Carrier.Source.RECEIVED and not told.received_from.strip():
        raise Invalid("received_from", _("Say from whom it was received."))
    if told.sha256 and not _SHA256.fullmatch(told.sha256.strip().lower()):
        raise Invalid("sha256", _("A SHA-256 has 64 digits and letters from a to f."))
    if told.from_on is not None and told.from_on > local_day(at):
        raise Invalid("from_on", _("It can't be here from a day to come."))


@action("vault.copy_carrier", label=_("Enter a copy"), clauses=("4.8",), reads=True)
def copy_carrier(
    carrier: Carrier, *, whereabouts: str, holder: Person, purpose: str, by: Actor, at: datetime
) -> Carrier:
    """A copy with a number of its own, and its place in the row of copies. Raises Refused,
    Invalid."""
    if carrier.ended_on is not None:
        raise Refused(GONE)
    purpose = require_said("purpose", purpose, NOTE, _("Say what the copy is for."))
    described = Described(
        title=carrier.title, medium=carrier.medium, form=carrier.form, whereabouts=whereabouts,
        holder=holder, source=Carrier.Source.COPIED,
    )  # fmt: skip
    _require_described(described, at)
    original = carrier.copy_of or carrier
    copy = new_carrier(carrier.secret, described, by, at)
    copy.copy_of = original
    copy.copy_number = original.copies.count() + 2
    ledger.remark(purpose=purpose)
    begin(copy, CARRIER, step="vault.copy_carrier", by=by, at=at)
    hand(copy, Kind.COPIED, carrier.holder, holder, purpose, by, at)
    return copy


@action(
    "vault.void_carrier", label=_("Entered in error"), clauses=("4.8",), step="vault.void_carrier"
)
def void_carrier(carrier: Carrier, *, note: str, by: Actor, at: datetime) -> Carrier:
    """Its number is never given again. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why the entry is void."))
    carrier.ended_on = local_day(at)
    move(carrier, CARRIER, "vault.void_carrier", by=by, at=at, note=note)
    return carrier
