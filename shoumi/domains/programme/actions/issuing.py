"""Issuing a plan 印发: a paper with a number, sent to the departments; from now on it is carried
out, each item by one lead (3.2, 4.1)."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.actions.opening import open_to_departments
from shoumi.domains.programme.actions.writing import require_lead
from shoumi.domains.programme.documents.declared import PLAN_PAPER
from shoumi.domains.programme.documents.plan import plan_paper
from shoumi.domains.programme.facts import (
    CARRY_OUT,
    departments_people,
    dues,
    items_of,
)
from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.domains.programme.rules.flow import PLAN, PLANNED_WORK
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.tasks import duties
from shoumi.kernel.tasks.actions import fall_due, pass_on, withdraw
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import Task

NO_LEAD = Reason("no_lead", _("Name who leads each item before the plan is issued."))
SAME_LEAD = Reason("same_lead", _("This person leads it already."))
PLAN_OVER = Reason("plan_over", _("The years of this plan are over: it can't be issued any more."))


@action(
    "programme.issue_plan", label=_("Issue it"), clauses=("3.2", "4.1"),
    step="programme.issue_plan",
)  # fmt: skip
def issue_plan(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """A numbered paper to heads and administrators, who confirm it; every item becomes a task, or a
    series of which each comes in time. An amended plan takes the other's place. Whoever left since
    it was adopted holds nothing up: the office is told at once to name another. Raises Refused,
    Sealed, DiskFull."""
    day = local_day(at)
    if day > plan.last_day:
        raise Refused(PLAN_OVER)
    plan.issued_on = day
    before = plan.supersedes
    move(plan, PLAN, "programme.issue_plan", by=by, at=at)
    open_to_departments(plan, at)
    if before is not None:
        _take_place_of(Plan.objects.select_for_update().get(pk=before.pk), by=by, at=at)
    _begin_planned_works(plan, by=by, at=at)
    plan.paper = papers.issue(
        plan, paper=plan_paper(plan, at=at, language="zh-hans"), form=PLAN_PAPER.code,
        by=by, at=at,
    )  # fmt: skip
    plan.save()
    people = departments_people(plan.entity, day)
    if people:
        send(plan, people=people, act=Act.ACKNOWLEDGE, document=plan.paper, by=by, at=at)
    return plan


def _take_place_of(before: Plan, *, by: Actor, at: datetime) -> None:
    before.version += 1
    before.ended_on = local_day(at)
    move(before, PLAN, "plan_superseded", by=by, at=at)


def _begin_planned_works(plan: Plan, *, by: Actor, at: datetime) -> None:
    items = items_of(plan)
    for item in items:
        lead, unit = _charged(item)
        if item.planned_work is None:
            item.planned_work = _undertake(plan, item, lead, unit, by=by, at=at)
            item.save()
        else:
            _rewrite(plan, item, item.planned_work, lead, unit, by=by, at=at)
        open_to(plan, lead, Capacity.KNOWS, because="task", at=at)
        if item.every == PlanItem.Every.ONCE:
            _let_fall(plan, item, item.planned_work, at)
    if plan.supersedes_id is not None:
        _drop_what_is_gone(plan, items, by=by, at=at)


def _charged(item: PlanItem) -> tuple[Person, OrgUnit]:
    """Who carries it out. Raises Refused for an item without a lead."""
    if item.lead is None or item.lead_unit is None:
        raise Refused(NO_LEAD)
    return item.lead, item.lead_unit


def _undertake(
    plan: Plan, item: PlanItem, lead: Person, unit: OrgUnit, *, by: Actor, at: datetime
) -> PlannedWork:
    root = (plan.number or "").rsplit("-", 1)[0] if plan.ordinal > 1 else plan.number
    planned_work = PlannedWork(
        kind="planned_work", number=f"{root}/{item.ident}", title=item.text[:200],
        entity=plan.entity, org_unit=unit, owner=lead, parent_id=plan.pk,
        seen_with_parent=True, clause=item.clauses[0] if item.clauses else "4.1",
        ident=item.ident, lead=lead, lead_unit=unit,
        since=max(local_day(at), plan.first_day),
    )  # fmt: skip
    begin(planned_work, PLANNED_WORK, step="programme.issue_plan", by=by, at=at)
    open_to(planned_work, lead, Capacity.KEEPS, because="task", at=at)
    return planned_work


def _rewrite(
    plan: Plan,
    item: PlanItem,
    planned_work: PlannedWork,
    lead: Person,
    unit: OrgUnit,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """What was under way goes on under the amended plan: its words, its lead, its days."""
    planned_work.version += 1
    planned_work.parent_id, planned_work.title = plan.pk, item.text[:200]
    if planned_work.lead_id != lead.pk or planned_work.lead_unit_id != unit.pk:
        hand_over(planned_work, lead, unit, at)
    move(planned_work, PLANNED_WORK, "rewritten", by=by, at=at, note=plan.reference)
    held = {one.on for one in dues(item, plan, work_calendar())}
    note = gettext("The plan was amended: it is not due on that day any more.")
    for task in _open(planned_work):
        if task.occurrence.on not in held:
            withdraw(task, note=note, by=HOUSE, at=at)


def _open(planned_work: PlannedWork) -> list[Task]:
    rows = Task.objects.open().filter(record_id=planned_work.pk, duty=CARRY_OUT)
    return list(rows.select_related("occurrence"))


def _drop_what_is_gone(plan: Plan, items: list[PlanItem], *, by: Actor, at: datetime) -> None:
    """What the amended plan does not hold any more is taken back."""
    kept = {one.planned_work_id for one in items}
    note = gettext("The plan was amended: this is not in it any more.")
    gone = PlannedWork.objects.filter(parent_id=plan.supersedes_id, state="under_way")
    for one in gone.exclude(pk__in=kept).select_for_update():
        for task in _open(one):
            withdraw(task, note=note, by=HOUSE, at=at)
        one.version += 1
        move(one, PLANNED_WORK, "taken_out", by=by, at=at, note=plan.reference)


def _let_fall(plan: Plan, item: PlanItem, planned_work: PlannedWork, at: datetime) -> None:
    """What is due once is a task from the first day on; what comes back comes in time."""
    for one in dues(item, plan, work_calendar()):
        if not planned_work.occurrences.filter(duty=CARRY_OUT, on=one.on).exists():
            falling = duties.Falling(
                planned_work, one.on, planned_work.lead, planned_work.lead_unit, one.by
            )
            fall_due(duty=duties.find(CARRY_OUT), falling=falling, by=HOUSE, at=at)


@action(
    "programme.name_lead", label=_("Name another lead"), clauses=("3.2", "4.1"),
    step="programme.name_lead",
)  # fmt: skip
def name_lead(
    planned_work: PlannedWork,
    *,
    lead: Person,
    lead_unit: OrgUnit | None = None,
    by: Actor,
    at: datetime,
) -> PlannedWork:
    """Somebody else leads from now on, also what is open; the days stay. Raises Refused,
    Invalid."""
    unit = lead_unit or lead.org_unit
    require_lead(lead, unit, planned_work.entity, local_day(at))
    if lead.pk == planned_work.lead_id and unit.pk == planned_work.lead_unit_id:
        raise Refused(SAME_LEAD)
    hand_over(planned_work, lead, unit, at)
    move(planned_work, PLANNED_WORK, "programme.name_lead", by=by, at=at)
    plan = Plan.objects.get(children=planned_work.pk)
    open_to(plan, lead, Capacity.KNOWS, because="task", at=at)
    return planned_work


def hand_over(planned_work: PlannedWork, lead: Person, unit: OrgUnit, at: datetime) -> None:
    """The new lead has it, and with it what is still to be done."""
    planned_work.lead, planned_work.lead_unit = lead, unit
    planned_work.owner, planned_work.org_unit = lead, unit
    planned_work.save()
    open_to(planned_work, lead, Capacity.KEEPS, because="task", at=at)
    for task in _open(planned_work):
        led = (task.lead_id, task.lead_unit_id)
        if task.state == Task.State.OPEN and led != (lead.pk, unit.pk):
            pass_on(task, lead=lead, unit=unit, by=HOUSE, at=at)
