"""What plans prove, for today and for past days, and what falls due of them."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.programme import actions, duties
from shoumi.domains.programme.models import Plan
from shoumi.foundation.periods import CalendarDay
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.controls import Status, find
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.programme import story
from tests.domains.programme.story import YEAR, again

YEARLY, LONG = "programme.yearly_plan_adopted", "programme.long_term_plan_adopted"


def status(name: str, on: date) -> Status:
    control = find(name)
    with CaptureQueriesContext(connection) as asked:
        verdict = control.answer(on)
    assert len(asked) <= control.queries
    assert verdict.status is Status.KEPT or verdict.step is not None
    return verdict.status


def test_nothing_is_known_before_the_first_plan(house: Cast, at: Ticker) -> None:
    assert [status(name, story.day(at)) for name in (YEARLY, LONG)] == [Status.UNKNOWN] * 2


def test_nobody_plans_before_the_company_has_a_committee(cast: Cast) -> None:
    verdict = find(YEARLY).answer(date(2020, 1, 1))
    assert verdict.status is Status.UNKNOWN
    assert "委员会" in verdict.because


def test_each_year_has_its_plan(house: Cast, at: Ticker, plan: Plan, basis: Record) -> None:
    issued = plan.issued_on
    assert issued is not None
    # Of this year there is none; next year's is there already.
    assert status(YEARLY, issued) is Status.BROKEN
    assert status(YEARLY, date(YEAR, 1, 1)) is Status.KEPT
    assert status(YEARLY, date(YEAR, 12, 1)) is Status.KEPT
    assert status(YEARLY, date(YEAR, 12, 2)) is Status.DUE
    assert status(YEARLY, date(YEAR + 1, 1, 31)) is Status.DUE
    assert status(YEARLY, date(YEAR + 1, 2, 1)) is Status.BROKEN
    story.until(at, date(YEAR, 11, 1))
    following = actions.begin_next(again(plan), by=house["office"], at=at())
    assert status(YEARLY, date(YEAR, 12, 2)) is Status.KEPT
    assert status(YEARLY, date(YEAR + 1, 2, 1)) is Status.BROKEN
    story.until(at, date(YEAR + 1, 2, 10))
    story.in_force(house, at, basis, following)
    assert status(YEARLY, story.day(at)) is Status.KEPT
    assert status(YEARLY, date(YEAR + 1, 2, 1)) is Status.BROKEN


def test_a_plan_taken_back_proves_nothing(house: Cast, at: Ticker, draft: Plan) -> None:
    begun = story.day(at)
    assert status(YEARLY, date(YEAR, 1, 10)) is Status.DUE
    at(days=2)
    actions.withdraw_plan(again(draft), note="重来", by=house["office"], at=at())
    assert status(YEARLY, date(YEAR, 1, 10)) is Status.UNKNOWN
    assert status(YEARLY, begun) is Status.BROKEN


def test_a_plan_of_several_years_is_followed_before_it_ends(
    house: Cast, at: Ticker, basis: Record
) -> None:
    begun, day = story.day(at), timedelta(days=1)
    plan = story.begun(house, at, sort="long", from_year=2026, to_year=2028)
    actions.write_item(plan, written=story.written(house), by=house["office"], at=at())
    assert status(LONG, begun - day) is Status.UNKNOWN
    assert status(LONG, begun) is Status.DUE
    assert status(LONG, begun + 181 * day) is Status.BROKEN
    plan = story.in_force(house, at, basis, plan)
    assert plan.issued_on is not None
    assert status(LONG, plan.issued_on) is Status.KEPT
    assert status(LONG, plan.issued_on - day) is Status.DUE
    assert status(LONG, date(2028, 10, 1)) is Status.KEPT
    assert status(LONG, date(2028, 12, 1)) is Status.DUE
    assert status(LONG, date(2029, 1, 1)) is Status.BROKEN


def _open(name: str) -> list[Task]:
    return list(Task.objects.open().filter(duty=name))


def test_the_next_plan_is_to_be_drafted_issued_and_the_old_summed_up(
    house: Cast, at: Ticker, plan: Plan, basis: Record
) -> None:
    story.until(at, date(YEAR, 10, 25))
    story.tick(at)
    assert _open(duties.DRAFT) == []
    story.until(at, date(YEAR, 11, 2))
    story.tick(at)
    waiting = _open(duties.DRAFT)
    assert [(one.due_on, one.lead) for one in waiting] == [
        (date(YEAR, 12, 1), house["office_head"])
    ]
    following = actions.begin_next(again(plan), by=house["office"], at=at())
    story.tick(at)
    assert _open(duties.DRAFT) == []
    story.until(at, date(YEAR + 1, 1, 4))
    story.tick(at)
    assert [one.due_on for one in _open(duties.ISSUE)] == [date(YEAR + 1, 1, 31)]
    assert [one.due_on for one in _open(duties.SUM_UP)] == [date(YEAR + 1, 1, 31)]
    actions.write_item(
        again(following), written=story.written(house, due_on=date(YEAR + 1, 5, 1)),
        by=house["office"], at=at(),
    )  # fmt: skip
    story.in_force(house, at, basis, following)
    actions.write_summary(again(plan), text="完成", by=house["office"], at=at())
    actions.submit_summary(again(plan), by=house["office"], at=at())
    actions.issue_summary(story.resolved(plan, at, basis), by=house["office"], at=at())
    story.tick(at)
    assert _open(duties.ISSUE) == _open(duties.SUM_UP) == []


def test_a_consultation_is_closed_in_time(house: Cast, at: Ticker, draft: Plan) -> None:
    closes = story.day(at) + timedelta(days=3)
    actions.consult_plan(again(draft), closes_on=closes, by=house["office"], at=at())
    at(days=4)
    story.tick(at)
    assert [one.due_on for one in _open(duties.CLOSE)] == [closes + timedelta(days=7)]
    actions.close_consultation(again(draft), by=house["office"], at=at())
    story.tick(at)
    assert _open(duties.CLOSE) == []


def test_the_calendar_of_a_year_moves_what_falls_on_its_holidays(
    house: Cast, at: Ticker, basis: Record
) -> None:
    """May Day is entered after the plan is issued, before the task is made."""
    plan = story.begun(house, at)
    monthly = story.written(house, every="monthly", due_on=date(YEAR, 4, 30))
    actions.write_item(plan, written=monthly, by=house["office"], at=at())
    plan = story.in_force(house, at, basis, plan)
    off = [CalendarDay(date(YEAR, 4, 30), is_workday=False, name="劳动节")]
    off += [CalendarDay(date(YEAR, 5, n), is_workday=False, name="劳动节") for n in range(1, 6)]
    set_calendar(days=off, by=HOUSE, at=at())
    story.until(at, date(YEAR, 4, 20))
    story.tick(at)
    assert [one.due_on for one in story.tasks(plan, 1)] == [date(YEAR, 5, 6)]
