"""Access at night: delegates named beforehand, minutes of looking, and a review of each (6.2)."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions.granting import (
    give,
    new_grant,
    open_to_keepers,
    require_in_force,
)
from shoumi.domains.vault.facts import delegation_of
from shoumi.domains.vault.models import Delegation, Emergency, Grant
from shoumi.domains.vault.rules.emergencies import (
    LONGEST_DELEGATION,
    MOST_MINUTES,
    NOT_DELEGATE,
    REVIEWED,
    USUAL_MINUTES,
    review_by,
)
from shoumi.domains.vault.rules.flows import GRANT
from shoumi.domains.vault.rules.granting import Wanted
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day, standing
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, open_to
from shoumi.kernel.tasks.calendar import work_calendar

IS_RUNNING = Reason("is_running", _("Your emergency access to this secret is still running."))
NOT_EMERGENCY = Reason("not_emergency", _("This grant was no emergency access."))


@action("vault.name_delegate", label=_("Name a delegate"), clauses=("6.2",), reads=True)
def name_delegate(
    unit: OrgUnit, *, person: Person, until_on: date, note: str, by: Actor, at: datetime
) -> Delegation:
    """Name somebody who may open what belongs to the unit in an emergency, until a day. Never an
    administrator of the system, never oneself. Raises Refused, Invalid."""
    day = local_day(at)
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person names a delegate."))
    note = require_said("note", note, 300, _("Say which duty or shift this person has."))
    if person.pk == by.pk:
        raise Invalid("person", _("Nobody names himself. Ask whoever is above you."))
    if not person.is_active(day):
        raise Invalid("person", _("This person is no longer with the company."))
    if standing(person, at).has(*ADMINISTRATORS):
        raise Invalid("person", _("An administrator of the system is never a delegate."))
    if not day <= until_on <= day + LONGEST_DELEGATION:
        text = _("The last day lies between today and %(last)s.")
        raise Invalid("until_on", text % {"last": (day + LONGEST_DELEGATION).isoformat()})
    if Delegation.objects.at(day).filter(unit=unit, person=person).exists():
        raise Invalid("person", _("This person is a delegate of this unit already."))
    delegation = Delegation(
        unit=unit, person=person, named_by=by, note=note, from_on=day, until_on=until_on,
        recorded_at=at,
    )  # fmt: skip
    delegation.save()
    return delegation


@action("vault.end_delegation", label=_("End it"), clauses=("6.2",))
def end_delegation(delegation: Delegation, *, by: Actor, at: datetime) -> Delegation:
    """From this moment the person opens nothing by it any more. Raises Refused."""
    day = local_day(at)
    if delegation.ended_on is not None or delegation.until_on < day:
        raise Refused(Reason("over", _("This has ended already.")))
    delegation.ended_on = day
    delegation.save()
    return delegation


@action("vault.open_emergency", label=_("Open it in an emergency"), clauses=("6.2",), reads=True)
def open_emergency(
    secret: TradeSecret, *, reason: str, minutes: int = USUAL_MINUTES, by: Actor, at: datetime
) -> Grant:
    """A delegate looks at a secret for some minutes, and only looks. Owner and office are told at
    once; the office reviews it on the next working day. Raises Refused, Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person asks."))
    require_in_force(secret)
    reason = require_said("reason", reason, 500, _("Say what has happened and why it can't wait."))
    if not 1 <= minutes <= MOST_MINUTES:
        text = _("Between 1 and %(most)s minutes.") % {"most": MOST_MINUTES}
        raise Invalid("minutes", text)
    running = Grant.objects.in_force(at).filter(secret=secret, grantee=by, way=Grant.Way.EMERGENCY)
    if running.exists():
        raise Refused(IS_RUNNING)
    grant = _opened(secret, by, reason, minutes, at)
    send(grant, people=told_of(secret, by, at), act="know", by=HOUSE, at=at)
    return grant


def _opened(secret: TradeSecret, by: Person, reason: str, minutes: int, at: datetime) -> Grant:
    day, delegation = local_day(at), delegation_of(by, secret, at)
    if delegation is None:
        raise Refused(NOT_DELEGATE)
    wanted = Wanted([Grant.Action.VIEW], at, at + timedelta(minutes=minutes))
    grant = new_grant(secret, by, reason[:300], wanted, at=at)
    grant.way = Grant.Way.EMERGENCY
    begin(grant, GRANT, step="vault.open_emergency", by=by, at=at)
    open_to_keepers(grant, secret, by, at)
    give(grant, by=by, at=at)
    # The day's sight of the entry, without which nobody finds the carrier: it shows no content.
    until = local_day(grant.ends_at) + timedelta(days=1)
    open_to(secret, by, Capacity.KEEPS, because="emergency", at=at, until_on=until)
    Emergency(
        grant=grant, delegation=delegation, reason=reason, opened_at=at,
        review_by=review_by(day, work_calendar()),
    ).save()  # fmt: skip
    return grant


def told_of(secret: TradeSecret, by: Person, at: datetime) -> list[Person]:
    """Owner and office, or whoever keeps the secret where there is none of them."""
    day = local_day(at)
    owner = [secret.owner] if secret.owner is not None and secret.owner.is_active(day) else []
    keepers = owner or holders(secret.org_unit, Role.CUSTODIAN, Role.HEAD, on=day)
    people = [*keepers, *holders(secret.org_unit, *OFFICE, on=day)]
    return list({one.pk: one for one in people if one.pk != by.pk}.values())


@action(
    "vault.review_emergency",
    label=_("Review the emergency access"),
    clauses=("6.2",),
)
def review_emergency(grant: Grant, *, finding: str, note: str, by: Actor, at: datetime) -> Grant:
    """Say whether it was called for; who used it and who named the delegate don't. Raises Refused,
    Invalid."""
    row = Emergency.objects.select_for_update().filter(grant=grant).first()
    if row is None:
        raise Refused(NOT_EMERGENCY)
    if row.reviewed_at is not None:
        raise Refused(REVIEWED)
    if finding not in Emergency.Finding.values:
        raise Invalid("finding", _("Choose one of the answers offered."))
    note = require_said("note", note, NOTE, _("Say what you looked at and what follows from it."))
    row.reviewed_at, row.reviewed_by = at, by if isinstance(by, Person) else None
    row.finding, row.note = finding, note
    row.save()
    return grant
