"""A plan on its way, through the house's actions; each step goes on from the one before."""

from datetime import date, timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.facts import CARRY_OUT
from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import report, sign_off
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker

YEAR = 2027


def again(row: Any) -> Any:
    """As it stands now."""
    return type(row).objects.get(pk=row.pk)


def day(at: Ticker) -> date:
    return local_day(at.now)


def until(at: Ticker, wanted: date) -> None:
    """Go on to that day."""
    at(days=(wanted - day(at)).days)


def written(cast: Cast, **other: Any) -> actions.Written:
    told: dict[str, Any] = {
        "text": "培训涉密人员", "lead": cast["custodian"], "due_on": date(YEAR, 6, 15),
        "clauses": ["4.7"], "measure": "全员合格",
    }  # fmt: skip
    return actions.Written(**(told | other))


def begun(cast: Cast, at: Ticker, **asked: Any) -> Plan:
    told: dict[str, Any] = {"sort": "yearly", "entity": cast.units["YL"], "from_year": YEAR}
    return actions.begin_plan(**(told | asked), by=cast["office"], at=at())


def draft(cast: Cast, at: Ticker) -> Plan:
    """Of two items: one that is due once, one each quarter."""
    plan = begun(cast, at)
    for one in (
        written(cast),
        written(
            cast, text="召开部门例会", lead=cast["it_head"], every="quarterly",
            due_on=date(YEAR, 3, 10), clauses=["5.3", "4.7"],
        ),
    ):  # fmt: skip
        actions.write_item(plan, written=one, by=cast["office"], at=at())
    return plan


def consulted(cast: Cast, at: Ticker, plan: Plan) -> Plan:
    plan, office = again(plan), cast["office"]
    closes = day(at) + timedelta(days=3)
    actions.consult_plan(plan, closes_on=closes, by=office, at=at())
    at(days=4)
    actions.close_consultation(plan, by=office, at=at())
    return plan


def submitted(cast: Cast, at: Ticker, plan: Plan) -> Plan:
    plan = consulted(cast, at, plan)
    actions.submit_plan(plan, by=cast["office"], at=at())
    return plan


def resolved(plan: Plan, at: Ticker, basis: Record, verdict: str = "agree") -> Plan:
    return actions.follow_resolution(
        again(plan), resolution=basis, verdict=verdict, on=day(at), by=HOUSE, at=at()
    )


def adopted(cast: Cast, at: Ticker, basis: Record, plan: Plan | None = None) -> Plan:
    return resolved(submitted(cast, at, plan or draft(cast, at)), at, basis)


def in_force(cast: Cast, at: Ticker, basis: Record, plan: Plan | None = None) -> Plan:
    plan = adopted(cast, at, basis, plan)
    return actions.issue_plan(plan, by=cast["office"], at=at())


def planned_work(plan: Plan, ident: int) -> PlannedWork:
    row = PlanItem.objects.get(plan=plan, ident=ident).planned_work
    assert row is not None
    return row


def tasks(plan: Plan, ident: int) -> list[Task]:
    rows = Task.objects.filter(record_id=planned_work(plan, ident).pk, duty=CARRY_OUT)
    return list(rows.order_by("due_on", "pk"))


def done(cast: Cast, at: Ticker, task: Task) -> Task:
    report(again(task), result="完成", by=again(task).lead, at=at())
    return sign_off(again(task), by=cast["office_head"], at=at())


def tick(at: Ticker) -> None:
    turn(by=HOUSE, at=at())
