"""Who leads an item, and what becomes of it when the lead or the unit is gone."""

from datetime import date

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.models import Plan
from shoumi.kernel.accounts.actions import (
    add_unit,
    end_person,
    end_unit,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import withdraw
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again
from tests.kernel.witness import codes


def test_a_lead_who_has_left_is_replaced_by_the_office(house: Cast, at: Ticker, plan: Plan) -> None:
    left = story.day(at)
    end_person(house["custodian"], on=left, by=HOUSE, at=at())
    story.tick(at)
    waiting = Task.objects.open().get(duty="tasks.name_another_lead")
    assert waiting.lead == house["office_head"]
    assert waiting.record_id == story.planned_work(plan, 1).pk
    item, office = story.planned_work(plan, 1), house["office"]
    with pytest.raises(Invalid):
        actions.name_lead(item, lead=house["chemist"], by=office, at=at())
    actions.name_lead(again(item), lead=house["head"], by=office, at=at())
    task = story.tasks(plan, 1)[0]
    assert (task.lead, task.due_on) == (house["head"], date(YEAR, 6, 15))
    story.tick(at)
    assert again(waiting).state == Task.State.CLOSED
    with pytest.raises(Refused) as refused:
        actions.name_lead(again(item), lead=house["head"], by=office, at=at())
    assert codes(refused) == ["same_lead"]


def test_a_lead_who_left_before_the_issue_holds_nothing_up(
    house: Cast, at: Ticker, draft: Plan, basis: Record
) -> None:
    plan = story.adopted(house, at, basis, draft)
    end_person(house["custodian"], on=story.day(at), by=HOUSE, at=at())
    actions.issue_plan(plan, by=house["office"], at=at())
    story.tick(at)
    assert Task.objects.open().filter(duty="tasks.name_another_lead").count() == 1


def test_what_asks_for_nothing_yet_needs_another_lead_too(
    house: Cast, at: Ticker, plan: Plan
) -> None:
    office, waiting = house["office"], Task.objects.filter(duty="programme.name_another_lead")
    for task in story.tasks(plan, 1):
        withdraw(task, note="提前完成", by=HOUSE, at=at())
    end_person(house["custodian"], on=story.day(at), by=HOUSE, at=at())
    story.tick(at)
    assert [one.record_id for one in waiting] == [story.planned_work(plan, 1).pk]
    assert not Task.objects.filter(duty="tasks.name_another_lead").exists()
    actions.name_lead(story.planned_work(plan, 1), lead=house["head"], by=office, at=at())
    story.tick(at)
    assert waiting.get().state == Task.State.CLOSED


def test_a_dissolved_unit_needs_another_lead(house: Cast, at: Ticker, basis: Record) -> None:
    plan, office = story.begun(house, at), house["office"]
    unit = add_unit(
        parent=house.units["YL"], kind="department", code="TMP", name="筹备组", by=HOUSE, at=at()
    )
    written = story.written(house, lead_unit=unit)
    actions.write_item(plan, written=written, by=office, at=at())
    plan = story.in_force(house, at, basis, plan)
    end_unit(again(unit), on=story.day(at), by=HOUSE, at=at())
    story.tick(at)
    waiting = Task.objects.open().get(duty="tasks.name_another_lead")
    item = story.planned_work(plan, 1)
    assert waiting.record_id == item.pk
    with pytest.raises(Invalid) as invalid:
        actions.name_lead(item, lead=house["head"], lead_unit=again(unit), by=office, at=at())
    assert invalid.value.field == "lead_unit"
    actions.name_lead(again(item), lead=house["custodian"], by=office, at=at())
    story.tick(at)
    assert again(waiting).state == Task.State.CLOSED
