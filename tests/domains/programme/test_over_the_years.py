"""A plan amended, summed up and followed by the next."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions
from shoumi.domains.programme.comparing import compared
from shoumi.domains.programme.facts import items_of
from shoumi.domains.programme.models import Plan, PlannedWork
from shoumi.domains.programme.rules.counting import Count
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again
from tests.kernel.witness import codes


def test_an_amended_plan_takes_the_place_of_the_one_before(
    house: Cast, at: Ticker, plan: Plan, basis: Record
) -> None:
    office = house["office"]
    story.until(at, date(YEAR, 2, 20))
    story.tick(at)
    first = story.done(house, at, story.tasks(plan, 2)[0])
    amended = actions.amend_plan(again(plan), because="机构调整", by=office, at=at())
    assert (amended.ordinal, amended.number) == (2, "密计〔2026〕1 号-2")
    with pytest.raises(Refused) as refused:
        actions.amend_plan(again(plan), because="再改", by=office, at=at())
    assert codes(refused) == ["on_the_way"]
    with pytest.raises(Refused) as refused:
        actions.consult_plan(
            again(amended), closes_on=story.day(at) + timedelta(days=5), by=office, at=at()
        )
    assert codes(refused) == ["guard"]
    actions.strike_item(amended, item=items_of(amended)[0], by=office, at=at())
    moved = story.written(
        house, text="召开部门例会", lead=house["head"], every="quarterly",
        due_on=date(YEAR, 3, 20), clauses=["5.3"],
    )  # fmt: skip
    actions.write_item(amended, written=moved, ident=2, by=office, at=at())
    actions.write_item(amended, written=story.written(house, text="新增一项"), by=office, at=at())
    amended = story.in_force(house, at, basis, amended)
    old = again(plan)
    assert (old.state, old.ended_on) == ("superseded", amended.issued_on)
    assert [one.state for one in story.tasks(plan, 1)] == [Task.State.WITHDRAWN]
    assert story.planned_work(plan, 1).state == "dropped"
    assert again(first).state == Task.State.CLOSED
    assert story.planned_work(amended, 2) == story.planned_work(plan, 2)
    assert story.planned_work(amended, 2).lead == house["head"]
    assert story.planned_work(amended, 3).number == "密计〔2026〕1 号/3"
    story.tick(at)
    assert [one.occurrence.on for one in story.tasks(amended, 2)] == [
        date(YEAR, 3, 10), date(YEAR, 3, 20)
    ]  # fmt: skip
    with pytest.raises(Refused):
        actions.amend_plan(old, because="旧的", by=office, at=at())


def test_the_year_is_compared_and_summed_up(
    house: Cast, at: Ticker, plan: Plan, basis: Record
) -> None:
    office = house["office"]
    story.until(at, date(YEAR, 2, 10))
    story.tick(at)
    story.done(house, at, story.tasks(plan, 2)[0])
    story.until(at, date(YEAR, 7, 1))
    story.tick(at)
    late = story.tasks(plan, 2)[1]
    story.done(house, at, late)
    assert compared(again(plan), story.day(at)).total == Count(
        planned=5, done=1, done_late=1, open=2, late=1
    )
    with pytest.raises(Refused) as refused:
        actions.submit_summary(again(plan), by=office, at=at())
    assert set(codes(refused)) == {"guard"}
    story.until(at, date(YEAR + 1, 1, 5))
    story.tick(at)
    plan = actions.write_summary(again(plan), text="完成两项。", by=office, at=at())
    actions.submit_summary(plan, by=office, at=at())
    figures = again(plan).figures
    assert (figures["total"]["done"], figures["total"]["late"]) == (1, 3)
    assert [one["name"] for one in figures["clauses"]] == ["4.7", "5.3"]
    story.resolved(plan, at, basis)
    plan = actions.issue_summary(again(plan), by=office, at=at())
    assert (plan.state, plan.summed_up_on) == ("summed_up", story.day(at))
    assert plan.summary_paper is not None
    assert plan.summary_paper.number.startswith("密总结〔2028〕")
    assert {one.state for one in PlannedWork.objects.all()} == {"over"}
    assert not Task.objects.open().filter(duty="programme.carry_out").exists()


def test_next_years_plan_takes_over_what_comes_back_and_what_is_open(
    house: Cast, at: Ticker, plan: Plan
) -> None:
    story.until(at, date(YEAR, 10, 10))
    story.done(house, at, story.tasks(plan, 1)[0])
    following = actions.begin_next(again(plan), by=house["office"], at=at())
    assert (following.from_year, following.state) == (YEAR + 1, "draft")
    taken = items_of(following)
    assert [(one.ident, one.text, one.due_on) for one in taken] == [
        (1, "召开部门例会", date(YEAR + 1, 3, 10))
    ]
    with pytest.raises(Refused) as refused:
        actions.begin_next(again(plan), by=house["office"], at=at())
    assert codes(refused) == ["there_already"]


def test_a_yearly_plan_carries_out_one_of_several_years(house: Cast, at: Ticker) -> None:
    long_plan = story.begun(house, at, sort="long", to_year=2030)
    assert long_plan.title == "2027—2030 年商业秘密保护发展规划"
    plan = story.begun(house, at, carries_out=long_plan)
    assert list(long_plan.carried_out_by.all()) == [plan]
    with pytest.raises(Invalid):
        actions.describe_plan(
            again(plan), title="甲", carries_out=plan, by=house["office"], at=at()
        )
    with pytest.raises(Refused) as refused:
        actions.begin_next(long_plan, by=house["office"], at=at())
    assert codes(refused) == ["not_yearly"]
