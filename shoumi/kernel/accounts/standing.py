"""What a person is on a given day: the posts held and the units belonged to. Two queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from shoumi.kernel.accounts.models import Absence, Appointment, OrgUnit, Person, Role


@dataclass(frozen=True)
class Held:
    """A post that the person holds: its role and where it stands."""

    post_id: int
    role: str
    unit_id: int
    path: str


@dataclass(frozen=True)
class Standing:
    """The posts and units by which a person may see and do things on one day."""

    person_id: int | None
    unit_path: str = ""
    active: bool = False
    held: tuple[Held, ...] = ()
    stands_in_for: tuple[int, ...] = ()

    @property
    def post_ids(self) -> list[int]:
        return [held.post_id for held in self.held]

    @property
    def unit_ids(self) -> list[int]:
        return [int(key) for key in self.unit_path.split("/") if key]

    def has(self, *roles: str) -> bool:
        return any(held.role in roles for held in self.held)

    def has_at(self, unit: OrgUnit, *roles: str) -> bool:
        """Holds one of the roles in exactly this unit."""
        return any(held.role in roles and held.unit_id == unit.pk for held in self.held)

    def has_over(self, unit: OrgUnit, *roles: str) -> bool:
        """Holds one of the roles in this unit or in one above it."""
        return any(held.role in roles and unit.path.startswith(held.path) for held in self.held)


NOBODY = Standing(None)


def local_day(at: datetime) -> date:
    """The day that an instant falls on where the company is."""
    return timezone.localtime(at).date()


def standing(actor: Any, at: datetime) -> Standing:
    """The actor's standing on the day of `at`; the house itself has none.

    Kept on the person for the length of a request, since every rule asks it.
    """
    if not isinstance(actor, Person):
        return NOBODY
    day = local_day(at)
    kept: tuple[date, Standing] | None = getattr(actor, "_standing", None)
    if kept is not None and kept[0] == day:
        return kept[1]
    found = _read(actor, day)
    # No field of a person: it lives as long as this one instance does.
    actor._standing = (day, found)  # type: ignore[attr-defined]
    return found


def _read(person: Person, day: date) -> Standing:
    rows = (
        Appointment.objects.at(day)
        .filter(person=person, post__ended_on__isnull=True)
        .values_list("post_id", "post__role", "post__org_unit_id", "post__org_unit__path")
    )
    held = tuple(Held(*row) for row in rows)
    absent = Absence.objects.at(day).filter(deputy=person).values_list("person_id", flat=True)
    return Standing(person.pk, person.org_unit.path, person.is_active(day), held, tuple(absent))


def forget(person: Person) -> None:
    """Read the standing anew at the next question, after an appointment changed."""
    person.__dict__.pop("_standing", None)


def holders(unit: OrgUnit, *roles: str, on: date) -> list[Person]:
    """Who holds one of the roles for a unit: in the unit itself, else in the nearest one above."""
    rows = (
        Appointment.objects.at(on)
        .filter(post__role__in=roles, post__org_unit_id__in=unit.ancestor_ids)
        .select_related("person", "post__org_unit")
        .order_by("-post__org_unit__path", "from_on", "pk")
    )
    found = [row for row in rows if row.person.is_active(on)]
    if not found:
        return []
    nearest = max(len(row.post.org_unit.path) for row in found)
    return [row.person for row in found if len(row.post.org_unit.path) == nearest]


def office_of(unit: OrgUnit, *, on: date) -> list[Person]:
    """The people of the committee's office that is competent, its head first. Two queries."""
    found = [*holders(unit, Role.OFFICE_HEAD, on=on), *holders(unit, Role.OFFICE, on=on)]
    return list({one.pk: one for one in found}.values())


def office_lead(unit: OrgUnit, *, on: date) -> Person | None:
    """Who of that office is asked first: its head, or the next of its people. Two queries."""
    return next(iter(office_of(unit, on=on)), None)


def committee_sits(unit: OrgUnit, *, on: date) -> bool:
    """Whether anybody but the director holds a seat of the committee that is competent."""
    return bool(holders(unit, Role.DEPUTY, Role.MEMBER, on=on))


COMMITTEE = (Role.CHAIR, Role.DEPUTY, Role.MEMBER)
OFFICE = (Role.OFFICE, Role.OFFICE_HEAD)
