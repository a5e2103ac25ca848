"""The record of service 履职 of those who sit on a committee: one year in numbers (4.M1).

Nothing is kept: each number is counted from the rows of meetings, votes, tasks and checks.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shoumi.domains.committee.models import Attendance, Ballot, Opinion, Recusal, Undertaking
from shoumi.domains.committee.models.checking import DepartmentCheck
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import COMMITTEE, OFFICE, standing
from shoumi.kernel.controls.days import begins, ends
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.models import Party, Task

FIRST_YEAR = 2020


def years(this_year: int) -> list[int]:
    """The years that can be asked for, this one first."""
    return list(range(this_year, FIRST_YEAR - 1, -1))


def seated_in(year: int, entities: QuerySet[OrgUnit]) -> QuerySet[Person]:
    """Whoever held a seat on a day of the year on the committee of one of these."""
    rows = _seats(year).filter(post__org_unit__in=entities.order_by())
    people: QuerySet[Person] = Person.objects.filter(pk__in=rows.order_by().values("person"))
    return people.select_related("org_unit")


def committees_of(person: Person, year: int) -> list[OrgUnit]:
    """Where the person held a seat on a day of the year. One query."""
    rows = _seats(year).filter(person=person).order_by()
    return list(OrgUnit.objects.filter(pk__in=rows.values("post__org_unit")).order_by("path"))


def _seats(year: int) -> QuerySet[Appointment]:
    """The appointments that were in force on a day of the year."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=date(year, 1, 1)),
        post__role__in=COMMITTEE, from_on__lte=date(year, 12, 31),
    )  # fmt: skip
    return rows


def overseen(person: Any, at: datetime) -> QuerySet[OrgUnit]:
    """The entities whose members' records this person reads as their office or director."""
    below = Q(pk__in=[])
    for held in standing(person, at).held:
        if held.role in OFFICE:
            below |= Q(path__startswith=held.path)
        if held.role == Role.CHAIR:
            below |= Q(pk=held.unit_id)
    return OrgUnit.objects.filter(below)


def served(people: QuerySet[Person], year: int, day: date) -> QuerySet[Any]:
    """These persons with the year's numbers as they stand on that day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    within = (begins(first), ends(last))
    called = Attendance.objects.voting().filter(
        person=OuterRef("pk"), meeting__session_on__range=(first, last)
    )
    led = Task.objects.filter(lead=OuterRef("pk"), due_on__range=(first, last)).exclude(
        state=Task.State.WITHDRAWN
    )
    closed, still = led.filter(closed_on__isnull=False), led.filter(closed_on__isnull=True)
    parts = Party.objects.standing().filter(
        person=OuterRef("pk"), asked_at__gte=within[0], asked_at__lt=within[1]
    )
    checks = DepartmentCheck.objects.filter(
        owner=OuterRef("pk"), quarter__range=(first, last)
    ).exclude(state="lapsed")
    signed = Receipt.objects.filter(
        person=OuterRef("pk"), state="done",
        dispatch__record__in=Undertaking.objects.filter(year=year).values("pk"),
    )  # fmt: skip
    votes = Ballot.objects.given().filter(
        person=OuterRef("pk"), cast_at__gte=within[0], cast_at__lt=within[1]
    )
    opinions = Opinion.objects.filter(
        asked_of=OuterRef("pk"), state="given", answered_on__range=(first, last)
    )
    recusals = Recusal.objects.filter(
        person=OuterRef("pk"), item__meeting__session_on__range=(first, last)
    )
    state = Attendance.State
    counted: QuerySet[Any] = people.annotate(
        called=_count(called, "person"),
        present=_count(called.filter(state__in=[state.PRESENT, state.LEFT]), "person"),
        on_leave=_count(called.filter(state=state.LEAVE), "person"),
        absent=_count(called.filter(state=state.ABSENT), "person"),
        votes=_count(votes, "person"),
        in_time=_count(closed.filter(closed_on__lte=F("due_on")), "lead"),
        late=_count(
            led.filter(Q(closed_on__gt=F("due_on")) | Q(closed_on__isnull=True, due_on__lt=day)),
            "lead",
        ),
        still_open=_count(still.filter(due_on__gte=day), "lead"),
        parts_asked=_count(parts, "person"),
        parts_answered=_count(parts.filter(answered_at__isnull=False), "person"),
        checks_asked=_count(checks, "owner"),
        checks_confirmed=_count(checks.filter(state="confirmed"), "owner"),
        opinions=_count(opinions, "asked_of"),
        recusals=_count(recusals, "person"),
        signed=_count(signed, "person"),
    )
    return counted


def _count(rows: QuerySet[Any], by: str) -> Any:
    counts = rows.order_by().values(by).annotate(how_many=Count("pk")).values("how_many")
    return Coalesce(Subquery(counts), 0)
