"""Giving something to a partner: asked for, reviewed before it leaves, handed out, ended (6.2)."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions.granting import (
    NOT_IN_FORCE,
    keepers_asked,
    open_to_keepers,
    require_in_force,
)
from shoumi.domains.vault.facts import limits_of
from shoumi.domains.vault.models import CarrierVersion, Disclosure
from shoumi.domains.vault.rules.disclosing import DISCLOSURE, Offered, objection
from shoumi.domains.vault.rules.screening import shut
from shoumi.domains.vault.visiting import digest_of
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.asking import Ask
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.controls.days import last_day
from shoumi.kernel.records.moves import begin, move
from shoumi.kernel.records.numbering import next_number

__all__ = ["NOT_IN_FORCE"]

DECIDE = "vault.decide_disclosure"
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NOT_OVER = Reason("not_over", _("Its time is not over yet."))


@action(
    "vault.request_disclosure", label=_("Give it to a partner"), clauses=("4.2", "6.2"), reads=True
)
def request_disclosure(
    secret: TradeSecret, *, shown: CarrierVersion, way: str, partner: str, recipient: str,
    agreement: str, agreement_until: date, purpose: str, ends_at: datetime, opens: int,
    by: Actor, at: datetime,
) -> Disclosure:  # fmt: skip
    """Put a disclosure to review: owner, confidentiality administrator, office, and for the
    highest grade the leader in charge. Raises Refused, Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person asks."))
    require_in_force(secret)
    if shown.carrier.secret_id != secret.pk:
        raise Invalid("shown", _("This is no file of this secret."))
    held = shut(shown.standing)
    if held is not None:
        raise Refused(held)
    if way not in Disclosure.Way.values:
        raise Invalid("way", _("Choose one of the ways offered."))
    against = objection(
        Offered(ends_at, opens, agreement_until), last_day(ends_at), at,
        may_leave=limits_of(secret).may_leave,
    )  # fmt: skip
    if against is not None:
        raise Invalid(*against)
    row = Disclosure(
        kind="disclosure",
        number=next_number(secret.entity, "disclosure", "外", local_day(at).year),
        title=secret.title, grade=secret.grade, entity=secret.entity, org_unit=secret.org_unit,
        owner=by, parent_id=secret.pk, clause="6.2", due_on=last_day(ends_at),
        secret=secret, shown=shown, way=way,
        partner=require_said("partner", partner, 200, _("Say which company receives it.")),
        recipient=require_said("recipient", recipient, 100, _("Say who there receives it.")),
        agreement=require_said(
            "agreement", agreement, 200, _("Name the confidentiality agreement that binds them.")
        ),
        agreement_until=agreement_until,
        purpose=require_said("purpose", purpose, NOTE, _("Say what the partner needs it for.")),
        ends_at=ends_at, opens=opens, link=secrets.token_hex(12),
    )  # fmt: skip
    begin(row, DISCLOSURE, step="vault.request_disclosure", by=by, at=at)
    open_to_keepers(row, secret, by, at)
    asking.ask(row, DECIDE, content(row), _asks(secret, by, at), by=by, at=at)
    return row


def content(row: Disclosure) -> dict[str, Any]:
    """What is reviewed."""
    return {
        "secret": row.secret_id,
        "shown": [row.shown_id, row.shown.sha256],
        "way": row.way,
        "to": [row.partner, row.recipient],
        "agreement": [row.agreement, row.agreement_until.isoformat()],
        "purpose": row.purpose,
        "until": row.ends_at.astimezone(UTC).isoformat(),
        "opens": row.opens,
    }


def _asks(secret: TradeSecret, by: Person, at: datetime) -> list[Ask]:
    """Those who keep the secret, and the office, which reviews what leaves; nobody twice."""
    asks = [ask for ask in keepers_asked(secret, by, at) if ask.persons]
    before = {one.pk for ask in asks for one in ask.persons} | {by.pk}
    office = holders(secret.org_unit, *OFFICE, on=local_day(at))
    return [*asks, Ask(title="office", persons=[one for one in office if one.pk not in before])]


@action(DECIDE, label=_("Review it before it leaves"), clauses=("4.2", "6.2"), step=DECIDE)
def decide_disclosure(
    row: Disclosure, *, verdict: str, note: str = "", by: Actor, at: datetime
) -> Disclosure:
    """Take the decision of whoever is asked; the last one clears it. Raises Refused."""
    outcome = asking.decide(row, content(row), verdict, note=note, by=by, at=at)
    if outcome is Outcome.PASSED:
        move(row, DISCLOSURE, "disclosure_cleared", by=by, at=at, note=note)
    elif outcome in {Outcome.REJECTED, Outcome.RETURNED}:
        move(row, DISCLOSURE, "disclosure_refused", by=by, at=at, note=note)
    return row


@action(
    "vault.withdraw_disclosure", label=_("Withdraw it"), clauses=("6.2",),
    step="vault.withdraw_disclosure",
)  # fmt: skip
def withdraw_disclosure(row: Disclosure, *, by: Actor, at: datetime) -> Disclosure:
    asking.void(row, because="withdrawn", at=at)
    move(row, DISCLOSURE, "vault.withdraw_disclosure", by=by, at=at)
    return row


def new_code() -> str:
    """A code in four groups, to be told by another way than the link."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(16))
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))


@action("vault.hand_out", label=_("Hand it out"), clauses=("6.2",), step="vault.hand_out")
def hand_out(row: Disclosure, *, code: str, by: Actor, at: datetime) -> Disclosure:
    """Open it with this `new_code`, which is kept nowhere; an older code opens nothing from now on.
    Raises Refused."""
    row.code_digest, row.wrong_codes = digest_of(row.link, code), 0
    move(row, DISCLOSURE, "vault.hand_out", by=by, at=at)
    return row


@action(
    "vault.note_wrong_code", label=_("A wrong code from outside"), clauses=("6.2",),
    step="vault.note_wrong_code", quiet=True,
)  # fmt: skip
def note_wrong_code(row: Disclosure, *, by: Actor, at: datetime) -> Disclosure:
    """Count a wrong code; after some the link is shut until a new one is made. Raises Refused."""
    row.wrong_codes += 1
    move(row, DISCLOSURE, "vault.note_wrong_code", by=by, at=at)
    return row


@action(
    "vault.revoke_disclosure", label=_("Revoke it"), clauses=("6.2",),
    step="vault.revoke_disclosure",
)  # fmt: skip
def revoke_disclosure(row: Disclosure, *, note: str, by: Actor, at: datetime) -> Disclosure:
    """From this instant the partner sees no further page. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    row.revoked_at = at
    move(row, DISCLOSURE, "vault.revoke_disclosure", by=by, at=at, note=note)
    return row


@action(
    "vault.end_disclosure", label=_("Let it end"), clauses=("6.2",), step="vault.end_disclosure",
    quiet=True,
)  # fmt: skip
def end_disclosure(row: Disclosure, *, by: Actor, at: datetime) -> Disclosure:
    """Its time is over; the calendar says so on the record as well. Raises Refused."""
    if row.ends_at > at:
        raise Refused(NOT_OVER)
    if row.state == "requested":
        asking.void(row, because="over", at=at)
    move(row, DISCLOSURE, "vault.end_disclosure", by=by, at=at, on=local_day(row.ends_at))
    return row
