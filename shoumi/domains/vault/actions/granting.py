"""Grants: asked for, decided by owner and confidentiality administrator, ended (4.2, 6.2)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.facts import CLOSED, limits_of
from shoumi.domains.vault.models import Carrier, Grant
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.domains.vault.rules.granting import Wanted, lapses_on, objection
from shoumi.domains.vault.seals import close, wrongs
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day, standing
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.asking import Ask
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Audience, Capacity, Record
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

DECIDE = "vault.decide_grant"
NOT_IN_FORCE = Reason(
    "not_in_force", _("This secret is not in force, or shut; nothing of it is granted.")
)
OUTSIDE = Reason(
    "outside_audience",
    _("Whom this is for is not named among those who need to know. Let the owner add that person "
      "to the audience first, then decide."),
)  # fmt: skip
LAPSED = Reason(
    "lapsed", _("Nobody has confirmed it for two quarters; it is over. Let it be asked for anew.")
)
UNSOUND = Reason(
    "forged_grant",
    _("This grant is not as it was given. Don't confirm it: revoke it, and tell the office."),
)
SAY_WHY = _("Say what you need it for; whoever decides reads this.")
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
    purpose = require_said("purpose", purpose, NOTE, SAY_WHY)
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
    grant = new_grant(secret, by, purpose, wanted, carrier=carrier, at=at)
    begin(grant, GRANT, step="vault.request_grant", by=by, at=at)
    open_to_keepers(grant, secret, by, at)
    asking.ask(grant, DECIDE, content(grant), keepers_asked(secret, by, at), by=by, at=at)
    return grant


def require_in_force(secret: TradeSecret) -> None:
    """Raises Refused for a secret that is shut, or not in force."""
    if secret.state in CLOSED or secret.state not in {"active", "changing", "approved"}:
        raise Refused(NOT_IN_FORCE)


def content(grant: Grant) -> dict[str, Any]:
    """What is decided about; the grade of now, so that a secret regraded meanwhile is asked for
    anew."""
    return {
        "secret": grant.secret_id,
        "grade": grant.secret.grade,
        "carrier": grant.only_carrier_id,
        "grantee": grant.grantee_id,
        "purpose": grant.purpose,
        "actions": sorted(grant.actions),
        "window": [one.astimezone(UTC).isoformat() for one in (grant.starts_at, grant.ends_at)],
        "uses": grant.uses,
    }


def new_grant(
    secret: TradeSecret,
    grantee: Person,
    purpose: str,
    told: Wanted,
    *,
    carrier: Carrier | None = None,
    at: datetime,
) -> Grant:
    """Not saved yet."""
    return Grant(
        kind="grant",
        number=next_number(secret.entity, "grant", "授", local_day(at).year),
        title=secret.title,
        grade=secret.grade,
        entity=secret.entity,
        org_unit=secret.org_unit,
        owner=grantee,
        parent_id=secret.pk,
        clause="6.2",
        secret=secret,
        only_carrier=carrier,
        grantee=grantee,
        purpose=purpose,
        actions=list(dict.fromkeys(told.actions)),
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        uses=told.uses,
    )


def keepers_asked(
    secret: TradeSecret, by: Person, at: datetime, *, also: Sequence[Person] = ()
) -> list[Ask]:
    """Owner, then confidentiality administrator; for the highest grade the leader in
    charge too. Neither whoever asks nor those `also` concerned are asked, no administrator of the
    system, and nobody in two steps; where that leaves a step to nobody, the next in line decides
    it."""
    day, unit = local_day(at), secret.org_unit
    owner = [secret.owner] if secret.owner is not None and secret.owner.is_active(day) else []
    lines: list[list[tuple[str, Sequence[Person]]]] = [
        [("owner", owner), *_holding(unit, (Role.HEAD, Role.LEADER), day)],
        _holding(unit, (Role.CUSTODIAN, Role.HEAD, Role.OFFICE_HEAD, Role.OFFICE), day),
    ]
    if limits_of(secret).highest:
        lines.append(_holding(unit, (Role.LEADER, Role.CHAIR), day))
    before = {one.pk for one in [by, *also]}
    found: list[Ask] = []
    for line in lines:
        step = _first_free(line, before, at)
        before |= {one.pk for one in step.persons}
        found.append(step)
    return found


def _holding(unit: OrgUnit, roles: Sequence[str], day: date) -> list[tuple[str, Sequence[Person]]]:
    return [(role, holders(unit, role, on=day)) for role in roles]


def _first_free(
    line: Sequence[tuple[str, Sequence[Person]]], before: set[int], at: datetime
) -> Ask:
    """The first in line of whom somebody is free; nobody at all where none is."""
    for title, persons in line:
        free = [
            one
            for one in persons
            if one.pk not in before and not standing(one, at).has(*ADMINISTRATORS)
        ]
        if free:
            return Ask(title=title, persons=free)
    return Ask(title=line[0][0], persons=[])


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
        require_in_force(grant.secret)
        require_needing(grant.secret, [grant.grantee], at)
        give(grant, by=by, at=at, note=note)
    elif outcome in {Outcome.REJECTED, Outcome.RETURNED}:
        move(grant, GRANT, "grant_refused", by=by, at=at, note=note)
    return grant


def require_needing(secret: TradeSecret, persons: Sequence[Person], at: datetime) -> None:
    """A grant is no way around need-to-know. Raises Refused."""
    day = local_day(at)
    for person in persons:
        reached = Audience.objects.reaching(standing(person, at), day)
        if not reached.filter(record_id=secret.pk, capacity=Capacity.KNOWS).exists():
            raise Refused(OUTSIDE)


def give(grant: Grant, *, by: Actor, at: datetime, note: str = "") -> None:
    """From this instant on it is in force, sealed as it stands. Raises Refused, Sealed."""
    grant.given_on, grant.grade = local_day(at), grant.secret.grade
    close(grant, at=at)
    move(grant, GRANT, "grant_given", by=by, at=at, note=note)


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
    if grant.given_on and lapses_on(grant.given_on, grant.recertified_on) <= local_day(at):
        raise Refused(LAPSED)
    if grant.pk in wrongs([grant], grant.secret_id):
        raise Refused(UNSOUND)
    grant.recertified_on = local_day(at)
    close(grant, at=at)
    move(grant, GRANT, "vault.recertify_grant", by=by, at=at)
    return grant
