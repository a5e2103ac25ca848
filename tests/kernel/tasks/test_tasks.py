"""Tasks: one lead, days that stay, another who signs off, reminders by stages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import approve_grading, decline, file
from shoumi.domains.register.models import TradeSecret
from shoumi.foundation.periods import CalendarDay as Day
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.accounts.actions import appoint
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Post, Role
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.tasks.actions import (
    ask_extension,
    extend,
    fall_due,
    pass_on,
    remind,
    report,
    send_back,
    set_calendar,
    sign_off,
    withdraw,
)
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.duties import Duty, Falling
from shoumi.kernel.tasks.models import Reminder, Task
from shoumi.kernel.tasks.reminding import AHEAD, awaiting_word, last_days
from shoumi.kernel.tasks.rules import stages_reached
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.register import scenes


def a_task(cast: Cast, at: Ticker, due_in: int = 10) -> Task:
    secret = scenes.nominated(cast, at)
    day = at.now.date()
    duty = Duty("tests.look", "看一遍", ("4.2",), lambda on: (), needs_evidence=False)
    falling = Falling(
        record=secret,
        on=day,
        lead=cast["engineer"],
        lead_unit=cast.units["RD"],
        due_on=day + timedelta(days=due_in),
    )
    return fall_due(duty=duty, falling=falling, by=HOUSE, at=at())


def test_a_task_is_reported_by_its_lead_and_signed_off_by_another(
    company: Cast, at: Ticker
) -> None:
    task = a_task(company, at)
    with pytest.raises(Refused):
        report(task, result="做完了", by=company["chemist"], at=at())
    with pytest.raises(Invalid):
        report(task, result="  ", by=company["engineer"], at=at())
    task = report(task, result="做完了", by=company["engineer"], at=at())
    with pytest.raises(Refused) as refused:
        sign_off(task, by=company["engineer"], at=at())
    assert "doer" in [reason.code for reason in refused.value.because]
    task = sign_off(task, by=company["head"], at=at())
    assert task.state == Task.State.CLOSED
    assert task.closed_by == company["head"]


def test_a_report_that_does_not_suffice_goes_back(company: Cast, at: Ticker) -> None:
    task = report(a_task(company, at), result="做完了", by=company["engineer"], at=at())
    with pytest.raises(Invalid):
        send_back(task, note="", by=company["office"], at=at())
    task = send_back(task, note="缺照片。", by=company["office"], at=at())
    assert task.state == Task.State.OPEN


def test_more_time_is_asked_for_before_the_day_and_the_first_day_stays(
    company: Cast, at: Ticker
) -> None:
    task = a_task(company, at)
    first = task.due_on
    later = first + timedelta(days=10)
    task = ask_extension(task, to=later, note="等待检测。", by=company["engineer"], at=at())
    with pytest.raises(Refused):
        extend(task, to=later, by=company["engineer"], at=at())
    task = extend(task, to=later, by=company["head"], at=at())
    assert (task.due_on, task.original_due_on) == (later, first)
    at(days=40)
    with pytest.raises(Refused) as refused:
        ask_extension(
            task, to=later + timedelta(days=60), note="晚了", by=company["engineer"], at=at()
        )
    assert refused.value.because[0].code == "late"


def test_a_stale_task_is_refused(company: Cast, at: Ticker) -> None:
    task = a_task(company, at)
    other = Task.objects.get(pk=task.pk)
    report(task, result="做完了", by=company["engineer"], at=at())
    with pytest.raises(Stale):
        report(other, result="又做完了", by=company["engineer"], at=at())


def test_a_task_passes_to_another_lead_or_is_withdrawn(company: Cast, at: Ticker) -> None:
    task = pass_on(a_task(company, at), lead=company["chemist"], by=company["head"], at=at())
    assert task.lead == company["chemist"]
    task = withdraw(task, note="不需要了。", by=company["office"], at=at())
    assert task.state == Task.State.WITHDRAWN
    with pytest.raises(Refused):
        report(task, result="做完了", by=company["chemist"], at=at())


def test_word_is_given_once_a_stage_and_upwards_when_overdue(company: Cast, at: Ticker) -> None:
    task = a_task(company, at, due_in=3)
    remind(tasks=[task], by=HOUSE, at=at())
    remind(tasks=[task], by=HOUSE, at=at())
    assert list(Reminder.objects.values_list("person__staff_number", flat=True)) == ["0203"] * 3
    at(days=30)
    remind(tasks=[task], by=HOUSE, at=at())
    told = set(Reminder.objects.values_list("stage", "person__staff_number"))
    assert {("head", "0201"), ("office", "0002"), ("chair", "0001")} <= told


def test_each_act_is_logged_once(company: Cast, at: Ticker) -> None:
    task = a_task(company, at)
    before = Entry.objects.count()
    report(task, result="做完了", by=company["engineer"], at=at())
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("id").verb == "tasks.report"


def test_the_calendar_counts_make_up_days(company: Cast, at: Ticker) -> None:
    days = [Day(date(2026, 10, 1), False, "国庆节"), Day(date(2026, 10, 10), True, "调休")]
    set_calendar(days=days, by=company["office"], at=at())
    calendar = work_calendar()
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 10, 10))
    with pytest.raises(Refused):
        set_calendar(days=days, by=company["engineer"], at=at())


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(-40, 40))
def test_stages_only_add_up_as_time_passes(due: date, offset: int) -> None:
    calendar = WorkCalendar.of([])
    today = due + timedelta(days=offset)
    earlier = stages_reached(due, today, calendar)
    later = stages_reached(due, today + timedelta(days=1), calendar)
    assert set(earlier) <= set(later)


def test_a_duty_that_its_record_shows_done_closes_by_itself(company: Cast, at: Ticker) -> None:
    secret = scenes.nominated(company, at)
    turn(by=HOUSE, at=at())
    task = Task.objects.get(record=secret, duty="register.decide_nomination")
    assert task.state == Task.State.OPEN
    decline(secret, note="不具备秘密性，是公开资料。", by=company["custodian"], at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == Task.State.CLOSED


def test_an_approved_secret_waits_on_the_offices_list_until_it_is_filed(
    company: Cast, at: Ticker
) -> None:
    secret = scenes.proposed(company, at)
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=company[signer], at=at())
    turn(by=HOUSE, at=at())
    task = Task.objects.get(record=secret, duty="register.file_approved")
    assert task.lead.org_unit == company.units["LG"]
    file(TradeSecret.objects.get(pk=secret.pk), by=company["office"], at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == Task.State.CLOSED


def test_a_turn_with_nothing_to_do_leaves_no_entry(company: Cast, at: Ticker) -> None:
    a_task(company, at, due_in=3)
    turn(by=HOUSE, at=at())
    before = Entry.objects.count()
    turn(by=HOUSE, at=at())
    assert Entry.objects.count() == before


def test_the_worker_finds_just_the_tasks_that_somebody_is_to_be_told_of(
    company: Cast, at: Ticker
) -> None:
    late, near = a_task(company, at, due_in=3), a_task(company, at, due_in=9)
    a_task(company, at, due_in=12)
    assert {task.pk for task in awaiting_word(at())} == {late.pk, near.pk}
    turn(by=HOUSE, at=at())
    assert awaiting_word(at()) == []
    entries = Entry.objects.count()
    assert turn(by=HOUSE, at=at()) == (0, 0)
    assert Entry.objects.count() == entries
    pass_on(late, lead=company["chemist"], by=company["head"], at=at())
    assert awaiting_word(at()) == [late]
    turn(by=HOUSE, at=at())
    assert Reminder.objects.filter(task=late, person=company["chemist"]).count() == 3


def test_a_new_head_is_told_of_what_is_overdue_already(company: Cast, at: Ticker) -> None:
    task = a_task(company, at, due_in=3)
    at(days=6)
    turn(by=HOUSE, at=at())
    assert awaiting_word(at()) == []
    post = Post.objects.get(org_unit=company.units["RD"], role=Role.HEAD)
    day = at.now.date()
    appoint(person=company["chemist"], post=post, from_on=day, by=company["office"], at=at())
    assert task in awaiting_word(at())


@given(st.integers(-60, 20), st.integers(0, 400))
def test_a_task_is_found_from_the_day_that_a_stage_is_reached(left: int, offset: int) -> None:
    calendar = WorkCalendar.of([Day(date(2026, 10, n), False, "国庆节") for n in range(1, 9)])
    today = date(2026, 1, 1) + timedelta(days=offset)
    due = today + min(timedelta(days=left), AHEAD)
    reached = set(stages_reached(due, today, calendar))
    assert {stage for stage, last in last_days(today, calendar).items() if due <= last} == reached
