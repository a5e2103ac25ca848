"""Who receives, writes and confirms for a unit, and how far a circular has come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from shoumi.domains.notices.models import Addressee, Circular, Recipient
from shoumi.domains.notices.rules.reaching import Post, Reached, is_group_wide, receivers
from shoumi.domains.register.duties import Leads
from shoumi.kernel.accounts.models import Absence, Appointment, OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.controls.days import ends
from shoumi.kernel.delivery.rules import PENDING

WRITERS = (Role.CUSTODIAN, Role.HEAD)


def units_to_tell(day: date) -> Any:
    """The departments and affiliates that stand on that day."""
    kinds = (OrgUnit.Kind.DEPARTMENT, OrgUnit.Kind.AFFILIATE)
    return OrgUnit.objects.at(day).filter(kind__in=kinds)


def departments(day: date) -> Any:
    return OrgUnit.objects.at(day).filter(kind=OrgUnit.Kind.DEPARTMENT)


def receiving(units: Sequence[OrgUnit], day: date) -> dict[int, list[int]]:
    """By unit those who receive for it; for one who is away his deputy too. Two queries."""
    keys = {key for one in units for key in one.ancestor_ids}
    rows = Appointment.objects.at(day).filter(
        post__role__in=(*WRITERS, Role.LEADER), post__org_unit_id__in=keys,
        post__ended_on__isnull=True, person__in=Person.objects.active(day),
    )  # fmt: skip
    posts: dict[int, list[Post]] = defaultdict(list)
    for person, role, unit in rows.values_list("person", "post__role", "post__org_unit"):
        posts[unit].append(Post(person, role, unit))
    away: dict[int, list[int]] = defaultdict(list)
    for person, deputy in Absence.objects.at(day).values_list("person", "deputy"):
        away[person].append(deputy)
    found = {one.pk: receivers(one.ancestor_ids, posts) for one in units}
    return {
        key: sorted({*people, *(deputy for one in people for deputy in away[one])})
        for key, people in found.items()
    }


def office_units(actor: Any, at: datetime) -> list[OrgUnit]:
    """The units of whose office this person is."""
    keys = {held.unit_id for held in standing(actor, at).held if held.role in OFFICE}
    return list(OrgUnit.objects.filter(pk__in=keys).order_by("path")) if keys else []


def writes_for(actor: Any, at: datetime) -> list[OrgUnit]:
    """The departments of which this person is custodian or head, or stands in for one."""
    day, seat = local_day(at), standing(actor, at)
    keys = {held.unit_id for held in seat.held if held.role in WRITERS}
    if seat.stands_in_for:
        rows = Appointment.objects.at(day).filter(
            person_id__in=seat.stands_in_for, post__role__in=WRITERS, post__ended_on__isnull=True
        )
        keys |= set(rows.values_list("post__org_unit_id", flat=True))
    return list(OrgUnit.objects.at(day).filter(pk__in=keys).order_by("path")) if keys else []


def acts_for(actor: Any, unit: OrgUnit, at: datetime) -> bool:
    """Whether this person speaks for the unit: its custodian or head, who stands in for one, or the
    leader in charge; the office where nobody else is there."""
    seat = standing(actor, at)
    if is_writer(actor, unit, at) or seat.has_over(unit, Role.LEADER):
        return True
    return seat.has_over(unit, *OFFICE) and not receiving([unit], local_day(at))[unit.pk]


def lead_of(unit: OrgUnit, leads: Leads, day: date) -> Person | None:
    """Who leads for the unit, or who stands in for him. One query, beside those of `leads`."""
    lead = leads.of(unit)
    if lead is None:
        return None
    away = Absence.objects.at(day).filter(person=lead).select_related("deputy").first()
    return away.deputy if away is not None and away.deputy.is_active(day) else lead


def is_writer(actor: Any, unit: OrgUnit, at: datetime) -> bool:
    return any(one.pk == unit.pk for one in writes_for(actor, at))


def addressed(circular: Circular) -> list[Addressee]:
    rows = Addressee.objects.filter(circular=circular, struck=False)
    return list(rows.select_related("org_unit", "person__org_unit"))


def goes_to_the_group(circular: Circular) -> bool:
    """Whether it is addressed to more than one legal entity."""
    return is_group_wide(_entities(addressed(circular), circular.reaches))


def _entities(rows: Iterable[Addressee], reaches: str) -> set[int]:
    found: set[int] = set()
    below = Q(pk__in=[])
    for one in rows:
        unit = one.org_unit or (one.person.org_unit if one.person else None)
        if unit is not None:
            found.add(unit.rights_holder.pk)
            if reaches == Circular.Reaches.STAFF:
                below |= Q(path__startswith=unit.path)
    if reaches == Circular.Reaches.STAFF:
        inside = OrgUnit.objects.filter(below)
        found |= set(inside.exclude(entity=None).values_list("entity_id", flat=True))
    return found


def is_complete(circular: Circular, day: date) -> bool:
    """Whether nobody who is still here is waited for. One or two queries."""
    if circular.reaches == Circular.Reaches.UNITS:
        return all(one.is_reached for _unit, one in received(circular))
    waiting = Recipient.objects.filter(
        circular=circular,
        receipt__state__in=PENDING,
        receipt__person__in=Person.objects.active(day),
    )
    return not waiting.exists()


def received(circular: Circular, on: date | None = None) -> list[tuple[int, Reached]]:
    """By unit how far it has come, by the end of a day where one is given. One query."""
    confirmed, opened = Q(receipt__state="done"), Q(receipt__opened_at__isnull=False)
    if on is not None:
        said = Q(receipt__signed_on__lte=on)
        said |= Q(receipt__signed_on=None, receipt__done_at__lt=ends(on))
        confirmed &= said
        opened &= Q(receipt__opened_at__lt=ends(on))
    rows = Recipient.objects.filter(circular=circular).values("org_unit_id").order_by("org_unit_id")
    counted = rows.annotate(
        total=Count("pk"),
        opened=Count("pk", filter=opened),
        confirmed=Count("pk", filter=confirmed),
    )
    suffices = circular.reaches == Circular.Reaches.UNITS
    return [
        (
            one["org_unit_id"],
            Reached(one["total"], one["opened"], one["confirmed"], suffices),
        )
        for one in counted
    ]
