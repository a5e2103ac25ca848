"""The composition of the committees as one page shows it: seats, holders, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.seats import is_director, is_office, nominates_for
from shoumi.domains.committee.body_seats import nominate_url
from shoumi.domains.committee.expertise import fields_known
from shoumi.domains.committee.models import Field, Nomination, SeatField
from shoumi.domains.committee.rules.appointing import OFFERED
from shoumi.domains.committee.rules.composition import SEATS, Gap, Lack
from shoumi.domains.committee.seating import HELD, Seating, tags_on
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Role
from shoumi.kernel.accounts.reach import units_within_reach

SAID = {
    Lack.DIRECTOR: _("Nobody is director."),
    Lack.GENERAL_MANAGER: _("The director is not the general manager."),
    Lack.DEPUTY: _("%(person)s is a leader in charge and no deputy director."),
    Lack.MEMBER: _("%(person)s heads a department, or is counsel or technical expert, and has no "
                   "seat."),
    Lack.OFFICE_HEAD: _("The office has no head."),
    Lack.CUSTODIAN: _("%(unit)s has no confidentiality administrator."),
}  # fmt: skip
ORDER = {role: place for place, role in enumerate(HELD)}


@dataclass(frozen=True)
class Row:
    """One seat and who holds it."""

    appointment: Appointment
    tags: Sequence[SeatField]
    nomination: Nomination | None
    end_url: str = ""
    tag_url: str = ""


@dataclass(frozen=True)
class Missing:
    """What is missing in words, and the address where it is mended, if this person may."""

    said: str
    url: str = ""
    button: Any = ""
    note: Any = ""


@dataclass
class Committee:
    """One committee as it stood on the day."""

    unit: OrgUnit
    seats: list[Row] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)


def composed(found: Seating, person: Any, at: datetime, *, today: bool) -> list[Committee]:
    """The committees in reach of this person; acts are offered for today only. As many queries for
    many seats as for one."""
    reach = set(units_within_reach(person, at).values_list("pk", flat=True))
    committees = {one.pk: Committee(one) for one in found.committees if one.pk in reach}
    rows = [one for one in found.held if one.post.role in HELD]
    tags = tags_on(found.day, found.held)
    seen = Nomination.objects.visible_to(person, at).filter(appointment__in=rows)
    nominations = {one.appointment_id: one for one in seen}
    for one in sorted(rows, key=lambda row: ORDER[Role(row.post.role)]):
        committee = _under(found, committees, one.post.org_unit)
        if committee is not None:
            row = _row(one, tags[one.pk], nominations.get(one.pk), person, at, today)
            committee.seats.append(row)
    people = _people(found.gaps)
    for gap in found.gaps:
        committee = _under(found, committees, found.units[gap.unit])
        if committee is not None:
            committee.missing.append(_missing(gap, found, people, person, at, today))
    company = found.company
    if company is not None and company.pk in committees:
        committees[company.pk].missing += _fields_missing(
            found, company, fields_known(found.held, tags), person, at, today
        )
    return list(committees.values())


def _fields_missing(
    found: Seating,
    company: OrgUnit,
    fields: Mapping[int, set[str]],
    person: Any,
    at: datetime,
    today: bool,
) -> list[Missing]:
    office = today and is_office(person, company, at)
    url = nominate_url(company.pk, Role.MEMBER) if office else ""
    note = _("Say with “Fields” that somebody in a seat stands for it, or nominate somebody.")
    said = str(_("Nobody on the committee stands for this: %(field)s."))
    return [
        Missing(said % {"field": one}, url, _("Nominate"), note if office else "")
        for one in lacking_fields(found, fields)
    ]


def lacking_fields(found: Seating, fields: Mapping[int, set[str]]) -> list[str]:
    """The fields that nobody with a seat of the company's committee stands for, out of those that
    each person does."""
    company = found.company
    here = [one for one in found.held if company and one.post.org_unit_id == company.pk]
    seated = {one.person_id for one in here if one.post.role in SEATS}
    known = {one for person, own in fields.items() if person in seated for one in own}
    return [str(one.label) for one in Field if one.value not in known]


def _under(found: Seating, shown: dict[int, Committee], unit: OrgUnit) -> Committee | None:
    committee = found.committee_of(unit)
    return shown.get(committee.pk) if committee is not None else None


def _row(
    appointment: Appointment,
    tags: Sequence[SeatField],
    nomination: Nomination | None,
    person: Any,
    at: datetime,
    today: bool,
) -> Row:
    unit = appointment.post.org_unit
    office = today and is_office(person, unit, at)
    ends = office or (today and is_director(person, unit, at))

    def url(action: str) -> str:
        return reverse("committee.seat_act", args=[appointment.pk, action])

    return Row(
        appointment, tags, nomination, url("committee.end_seat") if ends else "",
        url("committee.tag_seat") if office else "",
    )  # fmt: skip


def _people(gaps: Sequence[Gap]) -> dict[int, Person]:
    return Person.objects.in_bulk([gap.person for gap in gaps if gap.person is not None])


def _missing(
    gap: Gap, found: Seating, people: dict[int, Person], person: Any, at: datetime, today: bool
) -> Missing:
    unit = found.units[gap.unit]
    whom = people[gap.person].display_name if gap.person is not None else ""
    said = str(SAID[gap.lack]) % {"person": whom, "unit": unit.display_name}
    if not today:
        return Missing(said)
    if gap.role in OFFERED and nominates_for(person, unit, gap.role, at):
        return Missing(said, nominate_url(unit.pk, gap.role, gap.person), _("Nominate"))
    if gap.role not in OFFERED and is_office(person, unit, at):
        return Missing(said, reverse("people.unit", args=[unit.pk]), _("Open the organisation"))
    return Missing(said)
