"""Grants: asked for, decided by owner and confidentiality administrator, ended (4.2, 6.2)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.facts import CLOSED, limits_of
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.domains.vault.rules.granting import Wanted, objection
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.asking import Ask
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

DECIDE = "vault.decide_grant"
NOT_IN_FORCE = Reason(
    "not_in_force", _("This secret is not in force, or shut; nothing of it is granted.")
)
ASKED = Reason("asked", _("You have asked for this already; it waits for a decision."))


@action("vault.request_grant", label=_("Ask for access"), clauses=("4.2", "6.2"), reads=True)
def request_grant(
    secret: TradeSecret,
    *,
    purpose: str,
    actions: Sequence[str],
    starts_at: datetime,
    ends_at: datetime,
    uses: int | None = None,
    carrier: Carrier | None = None,
    by: Actor,
    at: datetime,
) -> Grant:
    """Ask to use a secret's carriers; the owner and then the confidentiality administrator decide,
    and for the highest grade the leader in charge as well. Raises Refused, Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person asks."))
    require_in_force(secret)
    purpose = require_said(
        "purpose", purpose, NOTE, _("Say what you need it for; whoever decides reads this.")
    )
    if carrier is not None and carrier.secret_id != secret.pk:
        raise Invalid("carrier", _("This is no carrier of this secret."))
    wanted = Wanted(actions, starts_at, ends_at, uses)
    against = objection(wanted, limits_of(secret), at)
    if against is not None:
        raise Invalid(*against)
    waiting = Grant.objects.filter(
        secret=secret, only_carrier=carrier, grantee=by, state="requested"
    )
    if waiting.exists():
        raise Refused(ASKED)
    grant = _grant(secret, carrier, by, purpose, wanted, at)
    begin(grant, GRANT, step="vault.request_grant", by=by, at=at)
    open_to_keepers(grant, secret, by, at)
    asking.ask(grant, DECIDE, content(grant), keepers_asked(secret, by, at), by=by, at=at)
    return grant


def require_in_force(secret: TradeSecret) -> None:
    """Raises Refused for a secret that is shut, or not in force."""
    if secret.state in CLOSED or secret.state not in {"active", "changing", "approved"}:
        raise Refused(NOT_IN_FORCE)


def content(grant: Grant) -> dict[str, Any]:
    """What is decided about."""
    return {
        "secret": grant.secret_id,
        "carrier": grant.only_carrier_id,
        "grantee": grant.grantee_id,
        "purpose": grant.purpose,
        "actions": sorted(grant.actions),
        "window": [one.astimezone(UTC).isoformat() for one in (grant.starts_at, grant.ends_at)],
        "uses": grant.uses,
    }


def _grant(
    secret: TradeSecret,
    carrier: Carrier | None,
    by: Person,
    purpose: str,
    told: Wanted,
    at: datetime,
) -> Grant:
    return Grant(
        kind="grant",
        number=next_number(secret.entity, "grant", "授", local_day(at).year),
        title=secret.title,
        grade=secret.grade,
        entity=secret.entity,
        org_unit=secret.org_unit,
        owner=by,
        parent_id=secret.pk,
        clause="6.2",
        secret=secret,
        only_carrier=carrier,
        grantee=by,
        purpose=purpose,
        actions=list(dict.fromkeys(told.actions)),
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        uses=told.uses,
    )


def keepers_asked(secret: TradeSecret, by: Person, at: datetime) -> list[Ask]:
    """Owner, then confidentiality administrator; for the highest grade the leader in
    charge too. Whoever decided in one step is not asked again in the next."""
    day, unit = local_day(at), secret.org_unit
    owner = [secret.owner] if secret.owner is not None and secret.owner.is_active(day) else []
    groups = [
        (Role.HEAD if not owner else "owner", owner or holders(unit, Role.HEAD, on=day)),
        (Role.CUSTODIAN, holders(unit, Role.CUSTODIAN, on=day)),
    ]
    if limits_of(secret).highest:
        groups.append((Role.LEADER, holders(unit, Role.LEADER, on=day)))
    asks: list[Ask] = []
    before: set[int] = {by.pk}
    for title, persons in groups:
        free = [one for one in persons if one.pk not in before]
        before |= {one.pk for one in free}
        asks.append(Ask(title=str(title), persons=free))
    return asks


def open_to_keepers(record: Record, secret: TradeSecret, by: Person, at: datetime) -> None:
    """Whoever asked, the department's keepers and the office see it; nobody else does."""
    open_to(record, by, Capacity.KEEPS, because="grantee", at=at)
    if secret.owner is not None and secret.owner_id != by.pk:
        open_to(record, secret.owner, Capacity.KEEPS, because="owner", at=at)
    department = Post.objects.filter(
        org_unit=secret.org_unit, role__in=[Role.CUSTODIAN, Role.HEAD], ended_on__isnull=True
    )
    above = Post.objects.filter(
        org_unit_id__in=secret.org_unit.ancestor_ids, role__in=OFFICE, ended_on__isnull=True
    )
    for post in [*department, *above]:
        open_to(record, post, Capacity.KEEPS, because="post", at=at)


@action(DECIDE, label=_("Decide on the grant"), clauses=("4.2", "6.2"), step=DECIDE)
def decide_grant(grant: Grant, *, verdict: str, note: str = "", by: Actor, at: datetime) -> Grant:
    """Take the decision of whoever is asked; the last one gives the grant. Raises Refused."""
    outcome = asking.decide(grant, content(grant), verdict, note=note, by=by, at=at)
    if outcome is Outcome.PASSED:
        move(grant, GRANT, "grant_given", by=by, at=at, note=note)
    elif outcome in {Outcome.REJECTED, Outcome.RETURNED}:
        move(grant, GRANT, "grant_refused", by=by, at=at, note=note)
    return grant


@action(
    "vault.withdraw_grant", label=_("Withdraw it"), clauses=("6.2",), step="vault.withdraw_grant"
)
def withdraw_grant(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    asking.void(grant, because="withdrawn", at=at)
    move(grant, GRANT, "vault.withdraw_grant", by=by, at=at)
    return grant


@action("vault.revoke_grant", label=_("Revoke it"), clauses=("6.2",), step="vault.revoke_grant")
def revoke_grant(grant: Grant, *, note: str, by: Actor, at: datetime) -> Grant:
    """From this instant nothing more is opened by it. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    grant.revoked_at = at
    move(grant, GRANT, "vault.revoke_grant", by=by, at=at, note=note)
    return grant


@action(
    "vault.recertify_grant", label=_("Still needed"), clauses=("6.2",), step="vault.recertify_grant"
)
def recertify_grant(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    """Somebody who keeps the secret says that the grant is still needed. Raises Refused."""
    grant.recertified_on = local_day(at)
    move(grant, GRANT, "vault.recertify_grant", by=by, at=at)
    return grant


@action(
    "vault.end_grant", label=_("Let it end"), clauses=("6.2",), step="vault.end_grant", quiet=True
)
def end_grant(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    """Its window is over; the calendar says so on the record as well. Raises Refused."""
    if grant.ends_at > at:
        raise Refused(Reason("not_over", _("Its window is not over yet.")))
    move(grant, GRANT, "vault.end_grant", by=by, at=at, on=local_day(grant.ends_at))
    return grant
