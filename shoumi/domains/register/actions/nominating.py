"""The way in: any employee nominates in three fields."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.content import seal_brief
from shoumi.domains.register.models import CarrierPlace, ScopeEntry, TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.domains.register.rules.marks import bears_state_marks
from shoumi.domains.register.scoping import entries_for
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.actions import (
    STATEMENT,
    Invalid,
    Refused,
    action,
    require_text,
    require_texts,
)
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to

# Two nominations of one name by one person within this time are one that was clicked twice.
SAME_CLICK = timedelta(seconds=30)


@action("register.nominate", label=_("Nominate a secret"), clauses=("2.2", "4.2"))
def nominate(
    *,
    title: str,
    brief: str,
    whereabouts: str,
    no_state_secret: bool,
    scope_entry: ScopeEntry | None = None,
    by: Actor,
    at: datetime,
) -> TradeSecret:
    """Tell the department's custodian of something worth protecting, and where they know it under
    which entry of the scope catalogue it falls.

    What bears the marks of a state secret goes into quarantine at once: this system must not hold
    it. Raises Invalid, Refused.
    """
    title, brief, whereabouts = title.strip(), brief.strip(), whereabouts.strip()
    require_texts({"title": title, "whereabouts": whereabouts}, 200)
    require_text("brief", brief, STATEMENT)
    if not title:
        raise Invalid("title", _("Give it a name that others in the company will recognise."))
    if not brief:
        raise Invalid("brief", _("Say in a sentence what it is and why it is worth protecting."))
    if not whereabouts:
        raise Invalid("whereabouts", _("Say where it is: a folder, a cabinet, a machine."))
    if not no_state_secret:
        raise Invalid(
            "no_state_secret",
            _("Confirm that it is no state secret. State secrets must not be entered here."),
        )
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person nominates."))
    _refuse_twice(title, by, at)
    unit = by.org_unit
    if scope_entry is not None:
        require_entry(scope_entry, unit, local_day(at))
    secret = TradeSecret(
        kind="secret",
        title=title,
        clause="4.2",
        org_unit=unit,
        entity=unit.rights_holder,
        owner=by,
        nominated_on=local_day(at),
        scope_entry=scope_entry,
        brief=b"",
    )
    begin(secret, FLOW, step="register.nominate", by=by, at=at)
    secret.brief = seal_brief(secret, brief, at=at)
    secret.save()
    CarrierPlace(
        secret=secret,
        medium=CarrierPlace.Medium.ELECTRONIC,
        whereabouts=whereabouts,
        from_on=local_day(at),
    ).save()
    open_to_keepers(secret, by, at)
    if bears_state_marks(f"{title}\n{brief}\n{whereabouts}"):
        move(secret, FLOW, "register.quarantine", by=by, at=at)
    return secret


def _refuse_twice(title: str, by: Person, at: datetime) -> None:
    """A button clicked twice nominates once; the person's row is locked, so that the two clicks
    come one after the other."""
    Person.objects.select_for_update().get(pk=by.pk)
    if twin(title, by, at) is not None:
        raise Refused(Reason("twice", _("You have just nominated this.")))


def require_entry(entry: ScopeEntry, unit: OrgUnit, day: date) -> None:
    """One of the catalogue that holds for that unit. Raises Invalid."""
    if entry not in entries_for(unit, day):
        raise Invalid("scope_entry", _("Choose an entry of the scope catalogue in force."))


def twin(title: str, by: Person, at: datetime) -> TradeSecret | None:
    """What this person nominated under the same name a moment ago."""
    return TradeSecret.objects.filter(
        created_by=by, title=title, created_at__range=(at - SAME_CLICK, at)
    ).first()


def open_to_keepers(secret: TradeSecret, nominator: Person, at: datetime) -> None:
    """The posts that keep the register see the entry; what the secret is they don't see by this."""
    open_to(secret, nominator, Capacity.KEEPS, because="nominator", at=at)
    department = Post.objects.filter(
        org_unit=secret.org_unit, role__in=[Role.CUSTODIAN, Role.HEAD], ended_on__isnull=True
    )
    above = Post.objects.filter(
        org_unit_id__in=secret.org_unit.ancestor_ids,
        role__in=[*OFFICE, Role.COUNSEL],
        ended_on__isnull=True,
    )
    for post in [*department, *above]:
        open_to(secret, post, Capacity.KEEPS, because="post", at=at)
