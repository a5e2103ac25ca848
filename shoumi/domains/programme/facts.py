"""What plans depend on, read from the records: items, leads, who decides, how far it has come."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.db.models import Exists, OuterRef

from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.domains.programme.models.plan import BEFORE_ISSUE
from shoumi.domains.programme.rules.counting import Done
from shoumi.domains.programme.rules.readiness import Readiness
from shoumi.domains.programme.rules.timing import Due, days_due, due
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.accounts.models import Account, Appointment, OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import COMMITTEE, holders, local_day
from shoumi.kernel.tasks.leads import gone_by
from shoumi.kernel.tasks.models import Occurrence, Task

CARRY_OUT = "programme.carry_out"


def items_of(plan: Plan) -> list[PlanItem]:
    """Those that stand, in the order of the plan, with lead and unit. One query."""
    rows = PlanItem.objects.standing().filter(plan=plan)
    return list(
        rows.select_related(
            "lead__org_unit", "lead_unit", "planned_work__lead", "planned_work__lead_unit"
        )
    )


def words(item: PlanItem) -> dict[str, Any]:
    """What an item says; two items with the same words say the same."""
    return {
        "ident": item.ident, "text": item.text, "text_en": item.text_en, "clauses": item.clauses,
        "lead": item.lead_id, "lead_unit": item.lead_unit_id, "every": item.every,
        "due_on": item.due_on, "days": item.days, "keeps_day": item.keeps_day,
        "measure": item.measure, "measure_en": item.measure_en, "budget": item.budget,
    }  # fmt: skip


def hash_of(plan: Plan, items: Iterable[PlanItem]) -> str:
    """SHA-256 of what the plan says."""
    told = {
        "title": plan.title, "title_en": plan.title_en, "sort": plan.sort,
        "years": [plan.from_year, plan.to_year], "aim": plan.aim,
        "carries_out": plan.carries_out_id,
        "items": [words(one) for one in items],
    }  # fmt: skip
    plain = json.dumps(told, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def content(plan: Plan) -> dict[str, Any]:
    """What is decided about: the plan's text, or its summary with the figures as they were."""
    if plan.state == "summing":
        return {"plan": plan.pk, "summary": plan.summary, "figures": plan.figures}
    return {"plan": plan.pk, "ordinal": plan.ordinal, "text": hash_of(plan, items_of(plan))}


def readiness(plan: Plan, day: date) -> Readiness:
    """What the guards of the plan's next step look at. Six queries at most."""
    items = items_of(plan)
    before = plan.supersedes
    return Readiness(
        today=day,
        items=len(items),
        idle=[one.ident for one in items if not _has_lead_and_day(one)],
        gone=_gone(items, day),
        closes_on=plan.consulted_until,
        unanswered=plan.remarks.filter(outcome="").count(),
        changed=before is None or hash_of(before, items_of(before)) != hash_of(plan, items),
        has_summary=bool(plan.summary),
        over_on=plan.last_day,
        amended=plan.superseded_by.filter(state__in=BEFORE_ISSUE).exists(),
    )


def _has_lead_and_day(item: PlanItem) -> bool:
    return item.lead_id is not None and (item.due_on is not None or bool(item.days))


def _gone(items: Sequence[PlanItem], day: date) -> list[int]:
    able = able_to_sign_in([one.lead for one in items if one.lead is not None])
    return [
        one.ident
        for one in items
        if one.lead is not None
        and one.lead_unit is not None
        and not (
            one.lead_id in able and one.lead.is_active(day) and stands(one.lead_unit, day)
        )
    ]  # fmt: skip


def stands(unit: OrgUnit, day: date) -> bool:
    return unit.ended_on is None or unit.ended_on > day


def able_to_sign_in(people: Iterable[Person]) -> set[int]:
    """The keys of those who have an account that is open."""
    wanted = {one.pk for one in people}
    rows = Account.objects.filter(person_id__in=wanted, is_active=True, closed_at=None)
    return set(rows.values_list("person_id", flat=True))


def directors(unit: OrgUnit, day: date) -> list[Person]:
    """Who decides where there is no committee."""
    return holders(unit, Role.CHAIR, on=day) or holders(unit, Role.GENERAL_MANAGER, on=day)


def planning(day: date) -> list[OrgUnit]:
    """The legal entities that are to have plans: those with seats of a committee of their own. One
    query."""
    seated = Appointment.objects.at(day).filter(
        post__role__in=COMMITTEE, post__ended_on__isnull=True
    )
    rows = OrgUnit.objects.entities().filter(posts__appointments__in=seated)
    return list(rows.distinct().order_by("path"))


def departments_people(entity: OrgUnit, day: date) -> list[Person]:
    """Heads and administrators of the departments of exactly this entity. One query."""
    held = Appointment.objects.at(day).filter(
        post__role__in=[Role.HEAD, Role.CUSTODIAN], post__ended_on__isnull=True,
        post__org_unit__entity=entity,
    )  # fmt: skip
    rows = Person.objects.active(day).filter(appointments__in=held).distinct()
    return list(rows.order_by("staff_number"))


def dues(item: PlanItem, plan: Plan, calendar: WorkCalendar) -> list[Due]:
    """Every time the item is due by its plan."""
    days = days_due(item.every, item.due_on, item.days, plan.last_day)
    return [due(on, calendar, keeps_day=item.keeps_day) for on in days]


def progress(
    plan: Plan, items: Sequence[PlanItem], calendar: WorkCalendar
) -> dict[int, list[Done]]:
    """For each item of a plan, by its key, every time it was or is due. One query.

    What falls before the issue was never asked for, unless a task shows that it was.
    """
    of_planned_work: dict[int, dict[date, Done]] = {}
    keys = [one.planned_work_id for one in items if one.planned_work_id is not None]
    rows = Occurrence.objects.filter(duty=CARRY_OUT, record_id__in=keys)
    asked = rows.values_list("record_id", "on", "task__due_on", "task__state", "task__reported_at")
    for key, on, due_on, state, reported_at in asked:
        of_planned_work.setdefault(key, {})[on] = _done(on, due_on, state, reported_at)
    # Many items are due on the same days, of which the calendar is asked once.
    counted = cache(partial(due, calendar=calendar))
    return {
        one.pk: list(_times(one, plan, of_planned_work.get(one.planned_work_id or 0, {}), counted))
        for one in items
    }


def _done(on: date, due_on: date, state: str, reported_at: datetime | None) -> Done:
    is_told = reported_at is not None and state in {Task.State.REPORTED, Task.State.CLOSED}
    return Done(
        on,
        due_on,
        local_day(reported_at) if reported_at is not None and is_told else None,
        state == Task.State.CLOSED,
        state == Task.State.WITHDRAWN,
    )


def _times(
    item: PlanItem, plan: Plan, tasks: Mapping[date, Done], counted: Callable[..., Due]
) -> Iterable[Done]:
    since = item.planned_work.since if item.planned_work is not None else plan.first_day
    planned = days_due(item.every, item.due_on, item.days, plan.last_day)
    for on in sorted({*planned, *tasks}):
        if on in tasks:
            yield tasks[on]
        elif on >= since:
            yield Done(on, counted(on, keeps_day=item.keeps_day).by)


def leaderless(day: date) -> list[PlannedWork]:
    """What is under way, asks for nothing yet, and is led by somebody who is not here any more, or
    for a unit that is dissolved. One query."""
    asked = Task.objects.open().filter(duty=CARRY_OUT, record=OuterRef("pk")).order_by()
    rows = PlannedWork.objects.filter(gone_by(day), ~Exists(asked), state="under_way")
    return list(rows.select_related("lead", "lead_unit", "entity", "org_unit").order_by("pk"))
