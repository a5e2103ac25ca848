"""Who holds which seat on a day, what is missing, and which committee a unit is under."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from shoumi.domains.committee.models import SeatField
from shoumi.domains.committee.rules.composition import (
    SEATS,
    Gap,
    Holding,
    of_committee,
    of_departments,
    of_office,
)
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Role

HELD = (
    Role.CHAIR, Role.DEPUTY, Role.MEMBER, Role.OFFICE_HEAD, Role.OFFICE, Role.EXPERT,
    Role.CUSTODIAN,
)  # fmt: skip
ASKED = (*HELD, Role.GENERAL_MANAGER, Role.LEADER, Role.HEAD, Role.COUNSEL)


@dataclass(frozen=True)
class Seating:
    """One day: who holds what, and the units that stood then."""

    day: date
    held: Sequence[Appointment]
    units: dict[int, OrgUnit] = field(default_factory=dict)

    @property
    def holdings(self) -> list[Holding]:
        return [
            Holding(
                one.person_id, one.post.role, one.post.org_unit_id,
                one.post.org_unit.entity_id or one.post.org_unit_id,
            )
            for one in self.held
        ]  # fmt: skip

    @property
    def company(self) -> OrgUnit | None:
        return next((one for one in self.units.values() if one.parent_id is None), None)

    @cached_property
    def committees(self) -> list[OrgUnit]:
        """The company, and every affiliate in which somebody holds a seat; by their place."""
        own = {
            one.post.org_unit_id
            for one in self.held
            if one.post.role in SEATS and one.post.org_unit_id in self.units
        }
        company = self.company
        found = {*own, company.pk} if company is not None else own
        return [one for key, one in self.units.items() if key in found]

    @property
    def gaps(self) -> list[Gap]:
        """All that is missing, the committees' first."""
        held, company = self.holdings, self.company
        found = [gap for one in self.committees for gap in of_committee(one.pk, held)]
        if company is not None:
            found += of_office(company.pk, held)
        departments = [one.pk for one in self.units.values() if one.kind == OrgUnit.Kind.DEPARTMENT]
        return [*found, *of_departments(departments, held)]

    def committee_of(self, unit: OrgUnit) -> OrgUnit | None:
        """The nearest one at or above the unit."""
        above = [one for one in self.committees if unit.path.startswith(one.path)]
        return max(above, key=lambda one: len(one.path), default=None)


def seating(day: date) -> Seating:
    """Two queries."""
    units = OrgUnit.objects.at(day).order_by("path", "pk")
    return Seating(day, holders_on(day, *ASKED), {one.pk: one for one in units})


def holders_on(day: date, *roles: str) -> list[Appointment]:
    """The appointments to these roles that were in force on that day, of people who were there."""
    stood = Q(post__ended_on__isnull=True) | Q(post__ended_on__gt=day)
    there = Q(person__until_on__isnull=True) | Q(person__until_on__gt=day)
    rows = Appointment.objects.at(day).filter(stood, there, post__role__in=roles)
    return list(
        rows.select_related("person", "post__org_unit").order_by(
            "post__org_unit__path", "from_on", "pk"
        )
    )


def tags_on(day: date, appointments: Iterable[Appointment]) -> dict[int, list[SeatField]]:
    """The fields of these seats by the appointment's key. One query."""
    keys = [one.pk for one in appointments]
    found: dict[int, list[SeatField]] = {key: [] for key in keys}
    for one in SeatField.objects.at(day).filter(appointment__in=keys).order_by("field"):
        found[one.appointment_id].append(one)
    return found
