"""What of plans falls due: items to carry out, drafts, issues, summaries, leads (3.2, 4.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.facts import CARRY_OUT, dues, leaderless
from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.domains.programme.rules.timing import (
    AHEAD,
    CLOSE_WITHIN,
    NAME_WITHIN,
    draft_by,
    issue_by,
    summary_by,
)
from shoumi.kernel.accounts.standing import office_lead
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.leads import gone_by
from shoumi.kernel.tasks.models import Occurrence

DRAFT, ISSUE, SUM_UP, CLOSE, NAME_LEAD = (
    "programme.draft_next_plan", "programme.issue_in_time", "programme.sum_up_in_time",
    "programme.close_in_time", "programme.name_another_lead",
)  # fmt: skip


@duty(
    CARRY_OUT, label=_("Carry out an item of the plan"), clauses=("3.2", "4.1"), held=True,
    shared=True,
)  # fmt: skip
def carry_out(day: date) -> Iterator[Falling]:
    """Each time an item is due is a task of its own, a month ahead; nothing of before the issue."""
    items = PlanItem.objects.standing().filter(plan__state="in_force", planned_work__isnull=False)
    rows = list(items.select_related(
        "plan", "planned_work__lead", "planned_work__lead_unit", "planned_work__entity"
    ).order_by("pk"))  # fmt: skip
    known = set(
        Occurrence.objects.filter(
            duty=CARRY_OUT, record_id__in=[one.planned_work_id for one in rows]
        ).values_list("record_id", "on")
    )
    calendar = work_calendar()
    for item in rows:
        planned_work = item.planned_work
        if planned_work is None or not planned_work.lead.is_active(day):
            continue
        for one in dues(item, item.plan, calendar):
            is_near = planned_work.since <= one.on <= day + AHEAD
            if is_near and (planned_work.pk, one.on) not in known:
                yield Falling(
                    planned_work, one.on, planned_work.lead, planned_work.lead_unit, one.by
                )


def _next_is_there(tasks: Any) -> Any:
    """Settled once the plan of the year after was begun."""
    following = Plan.objects.standing().filter(
        entity=OuterRef("record__entity"), sort=Plan.Sort.YEARLY,
        from_year=OuterRef("occurrence__on__year") + 1,
    )  # fmt: skip
    return tasks.filter(Exists(following))


@duty(
    DRAFT, label=_("Draft next year's plan"), clauses=("4.1",), settled=_next_is_there,
    by_record=True,
)  # fmt: skip
def draft_next_plan(day: date) -> Iterator[Falling]:
    """By 1 December; word is given a month ahead. This year's plan stands for it."""
    due = draft_by(day.year + 1)
    if day < due - AHEAD:
        return
    following = Plan.objects.standing().filter(
        entity=OuterRef("entity"), sort=Plan.Sort.YEARLY, from_year=day.year + 1
    )
    for one in _yearly(day.year, "in_force").filter(~Exists(following)):
        yield from _to_office(one, due, due, day)


def _left(*states: str) -> Any:
    """Settled once the plan has left these states."""
    return lambda tasks: tasks.exclude(record__state__in=states)


UNISSUED = ("draft", "consulting", "consulted", "submitted", "adopted")


@duty(
    ISSUE, label=_("Bring the yearly plan to its issue"), clauses=("4.1",),
    settled=_left(*UNISSUED), by_record=True,
)  # fmt: skip
def issue_in_time(day: date) -> Iterator[Falling]:
    """By 31 January of its year; word is given a month ahead."""
    for year in (day.year, day.year + 1):
        due = issue_by(year)
        if day >= due - AHEAD:
            for one in _yearly(year, *UNISSUED).filter(ordinal=1):
                yield from _to_office(one, due, max(due, day + CLOSE_WITHIN), day)


@duty(
    SUM_UP, label=_("Sum the yearly plan up"), clauses=("4.1",),
    settled=_left("in_force", "summing", "summary_adopted"), by_record=True,
)  # fmt: skip
def sum_up_in_time(day: date) -> Iterator[Falling]:
    """By 31 January of the year after."""
    rows = Plan.objects.filter(state__in=["in_force", "summing", "summary_adopted"])
    over = rows.filter(sort=Plan.Sort.YEARLY, to_year__lt=day.year)
    for one in over.select_related("entity").order_by("pk"):
        due = summary_by(one.to_year)
        yield from _to_office(one, due, due, day)


@duty(
    CLOSE, label=_("Answer the departments and close a consultation"), clauses=("4.1",),
    settled=_left("consulting"), by_record=True,
)  # fmt: skip
def close_in_time(day: date) -> Iterator[Falling]:
    """Within a week of its last day."""
    rows = Plan.objects.filter(state="consulting", consulted_until__lt=day)
    for one in rows.select_related("entity").order_by("pk"):
        if one.consulted_until is not None:
            yield from _to_office(one, one.consulted_until, one.consulted_until + CLOSE_WITHIN, day)


def _led_again(tasks: Any) -> Any:
    """Settled once somebody who is here leads it for a unit that stands, or it is over."""
    gone = gone_by(OuterRef("occurrence__on"))
    waiting = PlannedWork.objects.filter(gone, pk=OuterRef("record_id"), state="under_way")
    return tasks.filter(~Exists(waiting))


@duty(
    NAME_LEAD, label=_("Name another lead for an item"), clauses=("3.2", "4.1"),
    settled=_led_again, by_record=True,
)  # fmt: skip
def name_another_lead(day: date) -> Iterator[Falling]:
    """Within a week of the day on which the lead left or the unit was dissolved; while a task of it
    is open, that task's own duty asks for it."""
    for one in leaderless(day):
        gone = [on for on in (one.lead.until_on, one.lead_unit.ended_on) if on and on <= day]
        yield from _to_office(one, max(gone), max(gone) + NAME_WITHIN, day)


def _yearly(year: int, *states: str) -> Any:
    rows = Plan.objects.filter(sort=Plan.Sort.YEARLY, from_year=year, state__in=states)
    return rows.select_related("entity").order_by("pk")


def _to_office(record: Plan | PlannedWork, on: date, due_on: date, day: date) -> Iterator[Falling]:
    lead = office_lead(record.entity, on=day)
    if lead is not None:
        yield Falling(record, on, lead, lead.org_unit, due_on)
