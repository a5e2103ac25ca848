"""Which members check which department on a day, and what the calendar does about it (4.M3)."""

from datetime import date

from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Role


def checking_members(day: date) -> list[Person]:
    """Members of a committee who belong to a department. One query."""
    seats = Appointment.objects.at(day).filter(post__role=Role.MEMBER, post__ended_on__isnull=True)
    rows = Person.objects.active(day).filter(
        appointments__in=seats, org_unit__kind=OrgUnit.Kind.DEPARTMENT
    )
    standing = rows.filter(org_unit__in=OrgUnit.objects.at(day))
    return list(standing.select_related("org_unit").distinct())


def still_checks(member: Person, unit: OrgUnit, day: date) -> bool:
    """Whether this member is to check that department on that day."""
    return any(one.pk == member.pk and one.org_unit_id == unit.pk for one in checking_members(day))
