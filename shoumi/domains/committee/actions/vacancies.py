"""Vacant seats, noted and seen to be filled by the calendar (3.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.membership import director_and_office
from shoumi.domains.committee.models import Vacancy
from shoumi.domains.committee.rules.appointing import fill_by
from shoumi.domains.committee.rules.seat_flows import VACANCY
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks.calendar import work_calendar

NOTED = Reason("noted", _("This vacancy is noted already."))


@action("committee.note_vacancy", label=_("Note a vacant seat"), clauses=("3.1",), quiet=True)
def note_vacancy(
    *, unit: OrgUnit, role: str, person: Person | None, by: Actor, at: datetime
) -> Vacancy:
    """A seat that should be held and is not; the office has ten working days. Raises Refused."""
    there = Vacancy.objects.filter(org_unit=unit, role=role, person=person, state="vacant")
    if there.exists():
        raise Refused(NOTED)
    day, entity = local_day(at), unit.rights_holder
    vacancy = Vacancy(
        kind="vacancy", number=next_number(entity, "vacancy", "密缺", day.year),
        title=f"{person.name} · {unit.name}" if person is not None else unit.name,
        entity=entity, org_unit=unit, clause="3.1", role=role, person=person, since=day,
        due_on=fill_by(day, work_calendar()),
    )  # fmt: skip
    begin(vacancy, VACANCY, step="committee.note_vacancy", by=by, at=at)
    for post in director_and_office(unit):
        open_to(vacancy, post, Capacity.KEEPS, because="committee", at=at)
    return vacancy


@action(
    "committee.fill_vacancy", label=_("Note that a seat is filled"), clauses=("3.1",), quiet=True
)
def fill_vacancy(vacancy: Vacancy, *, by: Actor, at: datetime) -> Vacancy:
    """Somebody holds it, or it need not be held any more. Raises Refused."""
    vacancy.filled_on = local_day(at)
    move(vacancy, VACANCY, "filled", by=by, at=at)
    return vacancy
