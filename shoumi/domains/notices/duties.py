"""What of the notices falls due: reports, bulletins, answers, what was taken on, circulars that
have not reached everybody (3.2, 5.2, 5.3)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.facts import lead_of
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from shoumi.domains.register.duties import Leads
from shoumi.foundation.periods import add_months
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.duties import Falling, duty

WRITE, CONFIRM, ANSWER, DO, CHASE = (
    "notices.report_month", "notices.confirm_in_time", "notices.answer_in_time",
    "notices.do_in_time", "notices.chase_circular",
)  # fmt: skip
CHASE_WITHIN = timedelta(days=7)


def _left(*states: str) -> Any:
    """Settled once the record has left these states."""
    return lambda tasks: tasks.exclude(record__state__in=states)


@duty(WRITE, label=_("Report the month that is over"), clauses=("5.2",), settled=_left("open"),
      by_record=True)  # fmt: skip
def report_month(day: date) -> Iterator[Falling]:
    """From the first day of the next month, by the custodian or who stands in; else the head."""
    leads = Leads(day)
    for one in _reports("open", day):
        lead = lead_of(one.org_unit, leads, day)
        if lead is not None and one.due_on is not None:
            yield Falling(one, add_months(one.month, 1), lead, one.org_unit, one.due_on)


@duty(CONFIRM, label=_("Confirm the department's report"), clauses=("5.2",),
      settled=_left("written"), by_record=True)  # fmt: skip
def confirm_in_time(day: date) -> Iterator[Falling]:
    """By the head, or the leader in charge where there is none."""
    for one in _reports("written", day):
        lead = _head(one.org_unit, day, but=one.written_by_id)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.due_on, lead, one.org_unit, max(one.due_on, day))


def _reports(state: str, day: date) -> Any:
    rows = DepartmentReport.objects.filter(state=state, month__lt=day.replace(day=1))
    return rows.select_related("org_unit").order_by("pk")


def _head(unit: OrgUnit, day: date, *, but: int | None) -> Person | None:
    found = [*holders(unit, Role.HEAD, on=day), *holders(unit, Role.LEADER, on=day)]
    return next((one for one in found if one.pk != but), None)


@duty(ANSWER, label=_("Take a request on, or decline it"), clauses=("5.3",),
      settled=_left("asked"), by_record=True)  # fmt: skip
def answer_in_time(day: date) -> Iterator[Falling]:
    """From the day it is asked; what is late is told to the head, the office, the director."""
    yield from _answers("asked", day)


@duty(DO, label=_("Do what was asked for, and reply"), clauses=("5.3",),
      settled=_left("accepted"), by_record=True)  # fmt: skip
def do_in_time(day: date) -> Iterator[Falling]:
    """From the day it was taken on, by the day wanted."""
    yield from _answers("accepted", day)


def _answers(state: str, day: date) -> Iterator[Falling]:
    leads = Leads(day)
    rows = CooperationAnswer.objects.filter(state=state, request__asked_on__lte=day)
    for one in rows.select_related("org_unit", "request").order_by("pk"):
        lead = lead_of(one.org_unit, leads, day)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.request.asked_on, lead, one.org_unit, one.due_on)


def _nobody_left(tasks: Any) -> Any:
    waiting = Receipt.objects.pending().filter(
        dispatch__record_id=OuterRef("record_id"),
        person__in=Person.objects.filter(until_on__isnull=True),
    )
    return tasks.filter(~Exists(waiting) | ~Q(record__state="issued"))


@duty(CHASE, label=_("Get the missing confirmations of a circular"), clauses=("3.2",),
      settled=_nobody_left)  # fmt: skip
def chase_circular(day: date) -> Iterator[Falling]:
    """When its last day has passed and somebody who is still here has not confirmed."""
    waiting = Receipt.objects.pending().filter(
        dispatch__record_id=OuterRef("pk"), person__in=Person.objects.active(day)
    )
    rows = Circular.objects.filter(Exists(waiting), state="issued", due_on__lt=day)
    for one in rows.select_related("org_unit").order_by("pk"):
        lead = next(iter(holders(one.org_unit, *OFFICE, on=day)), None)
        if lead is not None and one.due_on is not None:
            yield Falling(one, one.due_on, lead, one.org_unit, one.due_on + CHASE_WITHIN)
