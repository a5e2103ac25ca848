"""What goes wrong around the committee: leads who leave, units that end, votes out of turn, days
off, minutes and resolutions that are not to change any more."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.duties import CARRY_OUT
from shoumi.domains.committee.models import Ballot, Resolution
from shoumi.domains.notices.rules.timing import report_due
from shoumi.foundation.periods import CalendarDay as Day
from shoumi.journeys import deciding
from shoumi.kernel.accounts.actions import end_person, end_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.approvals.models import BodyDecision
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.notices import story

HOLIDAYS = [
    Day(date(2026, 11, 23), False, "放假"),
    Day(date(2026, 11, 24), False, "放假"),
    Day(date(2026, 11, 28), True, "调休上班"),
]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.because]


def led_by(company: Cast, at: Ticker, who: str) -> Resolution:
    """A resolution with a lead, to be carried out in a month."""
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    meetings.carried(company, at, item)
    followed = committee.Followed(lead=company[who], due_on=story.day(at) + timedelta(days=30))
    return deciding.decide(meetings.again(item), followed=followed, by=company["office"], at=at())


def task_of(resolution: Resolution) -> Task:
    return Task.objects.get(record_id=resolution.pk, duty=CARRY_OUT)


def test_a_lead_who_leaves_is_replaced_and_the_new_one_reports(company: Cast, at: Ticker) -> None:
    resolution = led_by(company, at, "engineer")
    end_person(company["engineer"], on=story.day(at), by=HOUSE, at=at())
    task = task_of(resolution)
    assert task.state == Task.State.OPEN
    with pytest.raises(Refused):
        committee.report_carried_out(
            story.again(resolution), result="完成", by=company["engineer"], at=at()
        )
    committee.name_lead(
        story.again(resolution), lead=company["head"], by=company["office"], at=at()
    )
    done = committee.report_carried_out(
        story.again(resolution), result="已完成整改。", by=company["head"], at=at()
    )
    assert done.state == "carried_out"
    assert committee.close_resolution(done, by=company["office"], at=at()).state == "closed"
    assert task_of(resolution).state == Task.State.CLOSED


def test_who_took_a_task_over_does_not_sign_it_off(company: Cast, at: Ticker) -> None:
    resolution = led_by(company, at, "engineer")
    committee.name_lead(
        story.again(resolution), lead=company["office"], by=company["office_head"], at=at()
    )
    done = committee.report_carried_out(
        story.again(resolution), result="已完成整改。", by=company["office"], at=at()
    )
    with pytest.raises(Refused) as refused:
        committee.close_resolution(done, by=company["office"], at=at())
    assert codes(refused) == ["led_it"]


def test_a_department_is_dissolved_and_its_open_task_passes_on(company: Cast, at: Ticker) -> None:
    resolution = led_by(company, at, "marketer")
    with pytest.raises(Invalid):
        end_unit(company.units["MK"], on=story.day(at), by=HOUSE, at=at())
    story.dissolve(company, at, "MK")
    task = task_of(resolution)
    assert (task.state, task.lead_unit.code) == (Task.State.OPEN, "MK")
    committee.name_lead(
        story.again(resolution), lead=company["head"], by=company["office"], at=at()
    )
    assert task_of(resolution).lead_unit.code == "RD"


def test_whoever_keeps_out_votes_no_more_and_nobody_votes_twice(company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    vote = meetings.opened(company, at, item)
    committee.cast(vote, choice="agree", by=company["head"], at=at())
    with pytest.raises(Refused) as refused:
        committee.cast(vote, choice="agree", by=company["head"], at=at())
    assert codes(refused) == ["voted"]
    committee.recuse(
        meetings.again(item), person=company["counsel"], reason="利害关系", by=company["counsel"],
        at=at(),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        committee.cast(vote, choice="agree", by=company["counsel"], at=at())
    assert codes(refused) == ["recused"]
    assert Ballot.objects.filter(vote=vote, cast_at__isnull=False).count() == 1


def test_a_resolution_is_carried_out_once_and_not_on_what_changed(
    company: Cast, at: Ticker
) -> None:
    secret = meetings.waiting_secret(company, at)
    item = meetings.with_item(company, at, matter=Record.objects.get(pk=secret.pk))
    item = meetings.notified(company, at, item)
    committee.clear_for_matter(item, because="审议需要", by=company["office"], at=at())
    item = meetings.in_session(company, at, item, told=True)
    meetings.carried(company, at, item)
    old = meetings.again(item)
    deciding.decide(old, followed=meetings.NO_LEAD, by=company["office"], at=at())
    with pytest.raises((Refused, Stale)):
        deciding.decide(old, followed=meetings.NO_LEAD, by=company["office"], at=at())
    with pytest.raises(Refused):
        deciding.decide(
            meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
        )
    assert Resolution.objects.count() == 1
    assert BodyDecision.objects.filter(step__approval__record_id=secret.pk).count() == 1


def test_holidays_and_make_up_days_count_in_the_notice(company: Cast, at: Ticker) -> None:
    set_calendar(days=HOLIDAYS, by=company["office"], at=at())
    late = meetings.called(company, at, days=6)
    committee.put_on_agenda(late, title="事项", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        committee.notify(late, by=company["office"], at=at())
    assert codes(refused) == ["short_notice"]
    in_time = meetings.called(company, at, days=9)
    committee.put_on_agenda(in_time, title="事项", by=company["office"], at=at())
    assert committee.notify(in_time, by=company["office"], at=at()).state == "notified"


def test_a_year_whose_holidays_are_not_published_counts_weekdays_alone(
    company: Cast, at: Ticker
) -> None:
    set_calendar(days=HOLIDAYS, by=company["office"], at=at())
    calendar = work_calendar()
    assert report_due(date(2031, 9, 1), calendar) == date(2031, 10, 7)
    set_calendar(
        days=[Day(date(2031, 10, day), False, "国庆节") for day in range(1, 8)],
        by=company["office"], at=at(),
    )  # fmt: skip
    assert report_due(date(2031, 9, 1), work_calendar()) == date(2031, 10, 14)


def test_a_meeting_moved_after_notice_is_told_to_everybody_anew(company: Cast, at: Ticker) -> None:
    item = meetings.notified(company, at, meetings.with_item(company, at))
    old, moving = item.meeting, meetings.again(item).meeting
    assert old.starts_at is not None
    committee.move_meeting(
        moving, starts_at=old.starts_at + timedelta(days=7), place="五楼", note="主任出差",
        by=company["office"], at=at(),
    )  # fmt: skip
    with pytest.raises(Stale):
        committee.move_meeting(
            old, starts_at=old.starts_at + timedelta(days=8), place="五楼", note="再改",
            by=company["office"], at=at(),
        )  # fmt: skip
    assert Dispatch.objects.filter(record_id=old.pk).count() == 2
    at.now = max(at.now, old.starts_at)
    with pytest.raises(Refused):
        committee.open_session(meetings.again(item).meeting, by=company["office"], at=at())


def test_signed_minutes_are_written_no_more(company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    committee.settle(item, by=company["office"], at=at())
    committee.close_session(meetings.again(item).meeting, by=company["office"], at=at())
    committee.draft_minutes(
        meetings.again(item).meeting, remarks="无", by=company["office"], at=at()
    )
    committee.sign_minutes(meetings.again(item).meeting, by=company["office_head"], at=at())
    signed = meetings.again(item).meeting
    with pytest.raises(Refused):
        committee.draft_minutes(signed, remarks="改", by=company["office"], at=at())
    with pytest.raises(Refused):
        committee.note(meetings.again(item), text="改", by=company["office"], at=at())
    assert meetings.again(item).meeting.remarks == "无"
