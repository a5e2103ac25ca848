"""Proposing somebody for a seat, and what becomes of the proposal without an appointment (3.1)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import NOT_NOMINATING, nominates_for
from shoumi.domains.committee.membership import director_and_office
from shoumi.domains.committee.models import Field, Nomination
from shoumi.domains.committee.rules.appointing import OF_ONE, OFFERED, Candidate, objections
from shoumi.domains.committee.rules.seat_flows import NOMINATION
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

PROPOSED = Reason("proposed", _("This person is proposed for that seat already."))


@action("committee.nominate", label=_("Nominate for a seat"), clauses=("3.1",))
def nominate(
    *,
    person: Person,
    role: str,
    unit: OrgUnit,
    from_on: date,
    until_on: date | None = None,
    tags: Sequence[str] = (),
    because: str,
    by: Actor,
    at: datetime,
) -> Nomination:
    """Propose somebody to the director. Raises Refused, Invalid."""
    because = require_said("because", because, NOTE, _("Say why, so that the director can judge."))
    _require_seat(role, unit)
    _require_tags(tags)
    if until_on is not None and until_on <= from_on:
        raise Invalid("until_on", _("The appointment must end after it begins."))
    if not nominates_for(by, unit, role, at):
        raise Refused(NOT_NOMINATING)
    rows = Nomination.objects.filter(person=person, role=role, org_unit=unit, state="proposed")
    if rows.exists():
        raise Refused(PROPOSED)
    # Who holds the seat now may make room for him; the director decides on that.
    stands = candidate(person, role, unit, from_on, until_on, passes_on=True)
    require_no_objection(stands)
    entity = unit.rights_holder
    nomination = Nomination(
        kind="nomination",
        number=next_number(entity, "nomination", "密提", local_day(at).year),
        title=f"{person.name} · {unit.name}",
        entity=entity, org_unit=unit, owner=by if isinstance(by, Person) else None, clause="3.1",
        person=person, role=role, fields=",".join(sorted(set(tags))), from_on=from_on,
        until_on=until_on, because=because,
    )  # fmt: skip
    begin(nomination, NOMINATION, step="committee.nominate", by=by, at=at)
    for post in director_and_office(unit):
        open_to(nomination, post, Capacity.DECIDES, because="committee", at=at)
    if isinstance(by, Person):
        open_to(nomination, by, Capacity.KEEPS, because="committee", at=at)
    return nomination


@action(
    "committee.decline_nomination", label=_("Do not appoint"), clauses=("3.1",),
    step="committee.decline_nomination",
)  # fmt: skip
def decline_nomination(nomination: Nomination, *, note: str, by: Actor, at: datetime) -> Nomination:
    """The director says no, and why. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    move(nomination, NOMINATION, "committee.decline_nomination", by=by, at=at, note=note)
    return nomination


@action(
    "committee.withdraw_nomination", label=_("Withdraw the nomination"), clauses=("3.1",),
    step="committee.withdraw_nomination",
)  # fmt: skip
def withdraw_nomination(
    nomination: Nomination, *, note: str, by: Actor, at: datetime
) -> Nomination:
    """Whoever proposed it takes it back. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    move(nomination, NOMINATION, "committee.withdraw_nomination", by=by, at=at, note=note)
    return nomination


def _require_seat(role: str, unit: OrgUnit) -> None:
    if role not in OFFERED:
        raise Invalid("role", _("Choose one of the seats offered."))
    if (role == Role.CUSTODIAN) == unit.is_entity:
        raise Invalid(
            "unit",
            _("A confidentiality administrator is a department's; every other seat belongs to a "
              "company or an affiliate."),
        )  # fmt: skip


def _require_tags(tags: Sequence[str]) -> None:
    if any(one not in Field.values for one in tags):
        raise Invalid("tags", _("Choose among the fields offered."))


def holders_within(role: str, unit: OrgUnit, first: date, end: date | None) -> list[Appointment]:
    """Who holds the seat on any of these days."""
    rows = Appointment.objects.within(first, end).filter(post__role=role, post__org_unit=unit)
    return list(rows.select_related("person").order_by("from_on", "pk"))


def candidate(
    person: Person,
    role: str,
    unit: OrgUnit,
    first: date,
    end: date | None,
    *,
    passes_on: bool,
) -> Candidate:
    """How somebody stands to the seat on these days."""
    own: Any = Appointment.objects.within(first, end).filter(person=person)
    held = tuple(own.values_list("post__role", flat=True))
    there = holders_within(role, unit, first, end)
    others = [one for one in there if one.person_id != person.pk]
    # Only what began before can end on the day before.
    makes_room = passes_on and all(one.from_on < first for one in others)
    return Candidate(
        role, person.is_active(first), len(others) < len(there), held,
        tuple(str(one.person) for one in others) if role in OF_ONE else (), makes_room,
    )  # fmt: skip


def require_no_objection(stands: Candidate) -> None:
    """Raises Refused with all that speaks against it."""
    against = objections(stands)
    if against:
        raise Refused(*against)
