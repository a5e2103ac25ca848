"""Who sits on the committee of a unit on a day, and which committee is competent for a unit."""

from datetime import date, datetime
from typing import Any

from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, local_day, standing


def members(entity: OrgUnit, on: date) -> list[Person]:
    """Those who hold a seat in exactly this unit, each once, by staff number. One query."""
    rows = Appointment.objects.at(on).filter(
        post__role__in=COMMITTEE, post__org_unit=entity, post__ended_on__isnull=True
    )
    return list(Person.objects.active(on).filter(appointments__in=rows).distinct())


def competent(unit: OrgUnit, on: date) -> OrgUnit | None:
    """The unit itself or the nearest above it in which somebody holds a seat."""
    rows = Appointment.objects.at(on).filter(
        post__role__in=COMMITTEE,
        post__org_unit_id__in=unit.ancestor_ids,
        post__ended_on__isnull=True,
    )
    row = rows.select_related("post__org_unit").order_by("-post__org_unit__path").first()
    return row.post.org_unit if row else None


def with_committee(on: date) -> list[OrgUnit]:
    """Every unit that has a committee of its own."""
    rows = Appointment.objects.at(on).filter(post__role__in=COMMITTEE, post__ended_on__isnull=True)
    return list(OrgUnit.objects.filter(posts__appointments__in=rows).distinct().order_by("path"))


def convenes_for(person: Person, at: datetime) -> list[OrgUnit]:
    """The committees whose office this person is of."""
    seat = standing(person, at)
    return [unit for unit in with_committee(local_day(at)) if seat.has_over(unit, *OFFICE)]


def seats_to_tell(entity: OrgUnit) -> list[Post]:
    """The posts to which the committee's business is open: its seats, and its office's."""
    seats = Post.objects.filter(org_unit=entity, role__in=COMMITTEE, ended_on__isnull=True)
    office = Post.objects.filter(
        org_unit_id__in=entity.ancestor_ids, role__in=OFFICE, ended_on__isnull=True
    )
    return [*seats, *office]


def director_and_office(unit: OrgUnit) -> list[Post]:
    """The posts of the directors and offices of this unit and of those above it."""
    rows = Post.objects.filter(
        org_unit_id__in=unit.ancestor_ids, role__in=(Role.CHAIR, *OFFICE), ended_on__isnull=True
    )
    return list(rows.order_by("pk"))


def holds_seat(actor: Any, entity: OrgUnit, at: datetime) -> bool:
    return standing(actor, at).has_at(entity, *COMMITTEE)
