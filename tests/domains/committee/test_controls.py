"""What meetings prove, today and on past days; what the calendar makes of them."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting
from shoumi.kernel import controls
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.committee import meetings

NAMES = (
    "annual_meeting_held", "minutes_signed", "quorum_met", "resolutions_followed_up",
    "member_tasks_done",
)  # fmt: skip


def asked(name: str, day: date) -> Status:
    return controls.find(f"committee.{name}").answer(day).status


def yearly(company: Cast, at: Ticker, *absent: str) -> AgendaItem:
    """The yearly work meeting in session."""
    item = meetings.with_item(company, at, title="审议制度执行情况", form="yearly")
    return meetings.in_session(
        company, at, item, *(who for who in meetings.SEATED if who not in absent)
    )


def close(company: Cast, at: Ticker, item: AgendaItem) -> Meeting:
    meeting = Meeting.objects.get(pk=item.meeting_id)
    return actions.close_session(meeting, by=company["office"], at=at())


def sign(company: Cast, at: Ticker, meeting: Meeting) -> None:
    actions.draft_minutes(meeting, remarks="", by=company["office"], at=at())
    actions.sign_minutes(meeting, by=company["office_head"], at=at())


@pytest.mark.parametrize("name", NAMES)
def test_before_anything_was_held_nothing_is_known(company: Cast, at: Ticker, name: str) -> None:
    assert asked(name, local_day(at.now)) == Status.UNKNOWN


def test_a_year_of_the_work_meeting(company: Cast, at: Ticker) -> None:
    item = yearly(company, at)
    held = local_day(at.now)
    for days, status in (
        (-1, Status.UNKNOWN), (0, Status.KEPT), (333, Status.KEPT), (334, Status.DUE),
        (365, Status.DUE), (366, Status.BROKEN),
    ):  # fmt: skip
        assert asked("annual_meeting_held", held + timedelta(days=days)) == status, days
    close(company, at, item)
    at(days=330)
    turn(by=HOUSE, at=at())
    assert not Task.objects.filter(duty="committee.yearly_meeting").exists()
    at(days=5)
    turn(by=HOUSE, at=at())
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty="committee.yearly_meeting")
    assert (task.lead_id, task.due_on) == (company["office_head"].pk, held + timedelta(days=365))
    yearly(company, at)
    turn(by=HOUSE, at=at())
    task.refresh_from_db()
    assert task.state == "closed"
    assert asked("annual_meeting_held", local_day(at.now)) == Status.KEPT


def test_a_regular_meeting_is_no_work_meeting(company: Cast, at: Ticker) -> None:
    meetings.in_session(company, at, meetings.with_item(company, at))
    assert asked("annual_meeting_held", local_day(at.now)) == Status.UNKNOWN


def test_minutes_are_due_then_broken_then_kept_and_the_past_stays(
    company: Cast, at: Ticker
) -> None:
    meeting = close(company, at, yearly(company, at))
    assert meeting.due_on is not None
    closed, due = local_day(at.now), meeting.due_on
    assert asked("minutes_signed", closed) == asked("minutes_signed", due) == Status.DUE
    late = due + timedelta(days=1)
    assert asked("minutes_signed", late) == Status.BROKEN
    at(days=20)
    sign(company, at, meeting)
    assert asked("minutes_signed", local_day(at.now)) == Status.KEPT
    assert asked("minutes_signed", late) == Status.BROKEN


def test_quorum_is_proved_by_what_was_counted(company: Cast, at: Ticker) -> None:
    yearly(company, at)
    assert asked("quorum_met", local_day(at.now)) == Status.KEPT


def test_a_resolution_that_is_late_turns_its_control_and_its_members(
    company: Cast, at: Ticker
) -> None:
    item = yearly(company, at)
    meetings.carried(company, at, item)
    day = local_day(at.now)
    resolution = actions.adopt_resolution(
        meetings.again(item),
        followed=actions.Followed(company["head"], day + timedelta(days=20)),
        by=company["office"], at=at(),
    )  # fmt: skip
    sign(company, at, close(company, at, item))
    for days, status in ((1, Status.KEPT), (14, Status.DUE), (20, Status.DUE), (21, Status.BROKEN)):
        assert asked("resolutions_followed_up", day + timedelta(days=days)) == status, days
    assert asked("member_tasks_done", day + timedelta(days=20)) == Status.KEPT
    assert asked("member_tasks_done", day + timedelta(days=21)) == Status.BROKEN
    at(days=25)
    actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    actions.close_resolution(resolution, by=company["office"], at=at())
    assert asked("resolutions_followed_up", local_day(at.now)) == Status.KEPT
    assert asked("resolutions_followed_up", day + timedelta(days=21)) == Status.BROKEN


def test_who_stays_away_without_leave_is_named(company: Cast, at: Ticker) -> None:
    item = yearly(company, at, "chemist", "counsel")
    row = Attendance.objects.get(meeting=item.meeting, person=company["counsel"])
    actions.record_attendance(row, state="leave", by=company["office"], at=at())
    close(company, at, item)
    verdict = controls.find("committee.member_tasks_done").answer(local_day(at.now))
    assert verdict.status == Status.BROKEN
    assert len(verdict.evidence) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_controls_keep_to_their_budget(
    company: Cast, at: Ticker, name: str, django_assert_max_num_queries: object
) -> None:
    sign(company, at, close(company, at, yearly(company, at)))
    known = controls.find(f"committee.{name}")
    with django_assert_max_num_queries(known.queries):  # type: ignore[operator]
        known.answer(local_day(at.now))
