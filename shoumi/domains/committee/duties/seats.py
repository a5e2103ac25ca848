"""Seats to fill, undertakings to ask for and to collect, opinions to give (3.1, 3.3, 4.M2)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Undertaking, Vacancy
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import holders, office_lead
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.duties import Falling, duty

FILL, OPEN, COLLECT, GIVE = (
    "committee.fill_seat", "committee.open_undertaking_of_year", "committee.collect_undertakings",
    "committee.give_opinion_in_time",
)  # fmt: skip
CHASE_WITHIN = timedelta(days=14)


def _lead(unit: OrgUnit, day: date) -> Person | None:
    """Of the office; while that itself is vacant, the director."""
    return office_lead(unit, on=day) or next(iter(holders(unit, Role.CHAIR, on=day)), None)


def _filled(tasks: Any) -> Any:
    return tasks.filter(record__state="filled")


@duty(FILL, label=_("Fill a vacant seat"), clauses=("3.1",), settled=_filled, by_record=True)
def fill_seat(day: date) -> Iterator[Falling]:
    """Ten working days from the day on which the seat was found vacant."""
    for one in Vacancy.objects.filter(state="vacant").select_related("org_unit").order_by("pk"):
        lead = _lead(one.org_unit, day)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.since, lead, lead.org_unit, one.due_on)


def _newer(tasks: Any) -> Any:
    later = Undertaking.objects.filter(
        entity=OuterRef("record__entity"), opened_on__gt=OuterRef("occurrence__on")
    )
    same = Undertaking.objects.filter(
        entity=OuterRef("record__entity"), opened_on=OuterRef("occurrence__on")
    )
    return tasks.filter(Exists(later) | Exists(same))


@duty(
    OPEN, label=_("Ask for the year's undertakings"), clauses=("4.M2",), settled=_newer,
    by_record=True,
)  # fmt: skip
def open_undertaking_of_year(day: date) -> Iterator[Falling]:
    """From New Year's Day on, wherever there was an undertaking in a year before."""
    rows = Undertaking.objects.filter(year__lt=day.year)
    newer = Undertaking.objects.filter(entity=OuterRef("entity"), year__gt=OuterRef("year"))
    for one in rows.filter(~Exists(newer)).select_related("entity").order_by("pk"):
        lead = _lead(one.entity, day)
        if lead is not None:
            first = date(day.year, 1, 1)
            yield Falling(one, first, lead, lead.org_unit, date(day.year, 1, 31))


def _pending(prefix: str) -> Any:
    return Receipt.objects.pending().filter(dispatch__record_id=OuterRef(prefix))


def _collected(tasks: Any) -> Any:
    return tasks.filter(~Exists(_pending("record_id")) | Q(record__state="closed"))


@duty(
    COLLECT, label=_("Get the missing undertakings"), clauses=("4.M2",), settled=_collected,
    by_record=True,
)  # fmt: skip
def collect_undertakings(day: date) -> Iterator[Falling]:
    """When the last day has passed and somebody has not signed, the office goes after it."""
    late = Undertaking.objects.filter(state="open", due_on__lt=day).filter(Exists(_pending("pk")))
    for one in late.select_related("entity").order_by("pk"):
        lead = _lead(one.entity, day)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.due_on, lead, lead.org_unit, one.due_on + CHASE_WITHIN)


def _answered(tasks: Any) -> Any:
    return tasks.exclude(record__state="asked")


@duty(
    GIVE, label=_("Give the opinion that was asked for"), clauses=("3.3",), settled=_answered,
    by_record=True,
)  # fmt: skip
def give_opinion_in_time(day: date) -> Iterator[Falling]:
    """Asking lets it fall due; nothing is found later."""
    yield from ()
