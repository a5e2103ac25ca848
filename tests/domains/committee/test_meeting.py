"""A meeting from its call to its signed minutes; what comes back, and what is refused."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting, Resolution, Vote
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.tasks.models import Task
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.kernel.witness import codes


@pytest.fixture
def item(company: Cast, at: Ticker) -> AgendaItem:
    return meetings.with_item(company, at)


def test_notice_counts_the_seats_and_tells_who_holds_them(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    meeting = meetings.notified(company, at, item).meeting
    assert (meeting.state, meeting.seats, meeting.quorum) == ("notified", 10, 6)
    assert meeting.notice is not None
    assert meeting.notice.number.startswith("密会通〔2026〕")
    dispatch = Dispatch.objects.get()
    assert dispatch.receipts.count() == 10
    assert dispatch.document_id == meeting.notice_id


def test_the_chair_is_the_head_of_the_office_unless_another_is_named(item: AgendaItem) -> None:
    assert item.meeting.chair.staff_number == "0101"
    assert item.meeting.recorder.staff_number == "0102"


@pytest.mark.parametrize("who", [*meetings.WITHOUT_A_SEAT[:3], "chair", "head", "system_admin"])
def test_only_the_office_calls_a_meeting(company: Cast, at: Ticker, who: str) -> None:
    when = actions.Appointed(at.now + timedelta(days=9), "三楼")
    with pytest.raises(Refused):
        actions.call_meeting(
            entity=company.units["YL"], form="regular", title="会议", when=when, by=company[who],
            at=at(),
        )  # fmt: skip


def test_notice_is_given_three_working_days_before(company: Cast, at: Ticker) -> None:
    # Friday: Monday, Tuesday and Wednesday lie between, as working days.
    late = meetings.called(company, at, days=4)
    actions.put_on_agenda(late, title="事项", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        actions.notify(late, by=company["office"], at=at())
    assert codes(refused) == ["short_notice"]
    in_time = meetings.called(company, at, days=5)
    actions.put_on_agenda(in_time, title="事项", by=company["office"], at=at())
    assert actions.notify(in_time, by=company["office"], at=at()).state == "notified"


def test_an_extraordinary_meeting_is_held_at_short_notice(company: Cast, at: Ticker) -> None:
    meeting = meetings.called(company, at, "extraordinary", days=1)
    with pytest.raises(Refused) as refused:
        actions.notify(meeting, by=company["office"], at=at())
    assert codes(refused) == ["no_agenda"]
    actions.put_on_agenda(meeting, title="紧急事项", by=company["office"], at=at())
    assert actions.notify(meeting, by=company["office"], at=at()).state == "notified"


def test_a_meeting_that_moves_is_told_anew_and_its_notice_replaced(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    meeting = meetings.notified(company, at, item).meeting
    old = meeting.notice
    assert meeting.starts_at is not None
    assert old is not None
    later = meeting.starts_at + timedelta(days=7)
    actions.move_meeting(
        meeting, starts_at=later, place="五楼", note="主任出差", by=company["office"], at=at()
    )
    old.refresh_from_db()
    assert old.state == "superseded"
    assert meeting.quorum == 6
    assert [one.receipts.count() for one in Dispatch.objects.all()] == [10, 10]
    with pytest.raises(Refused) as refused:
        actions.move_meeting(
            meeting, starts_at=at.now + timedelta(days=1), place="五楼", note="提前",
            by=company["office"], at=at(),
        )  # fmt: skip
    assert codes(refused) == ["short_notice"]


def test_it_is_not_opened_before_its_day_nor_with_too_few(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    meeting = meetings.notified(company, at, item).meeting
    with pytest.raises(Refused) as refused:
        actions.open_session(meeting, by=company["office"], at=at())
    assert codes(refused) == ["not_yet"]
    with pytest.raises(Refused) as refused:
        meetings.sign_in(company, at, meeting, "chair")
    assert codes(refused) == ["not_yet"]
    at(days=7)
    meetings.sign_in(company, at, meeting, *meetings.SEATED[:5])
    with pytest.raises(Refused) as refused:
        actions.open_session(meeting, by=company["office"], at=at())
    assert codes(refused) == ["no_quorum"]
    meetings.sign_in(company, at, meeting, meetings.SEATED[5])
    opened = actions.open_session(meeting, by=company["office"], at=at())
    assert (opened.state, opened.present) == ("in_session", 6)


def test_nobody_signs_in_for_another(company: Cast, at: Ticker, item: AgendaItem) -> None:
    meeting = meetings.notified(company, at, item).meeting
    at(days=7)
    row = meeting.attendances.get(person=company["head"])
    with pytest.raises(Refused):
        actions.sign_in(row, by=company["chemist"], at=at())
    actions.record_attendance(row, state="leave", by=company["office"], at=at())
    with pytest.raises(Refused):
        actions.record_attendance(row, state="present", by=company["chemist"], at=at())
    with pytest.raises(Invalid):
        actions.record_attendance(row, state="invited", by=company["office"], at=at())


def test_whoever_sits_in_has_no_vote(company: Cast, at: Ticker, item: AgendaItem) -> None:
    meeting = meetings.notified(company, at, item).meeting
    actions.invite(meeting, person=company["engineer"], by=company["office"], at=at())
    item = meetings.in_session(company, at, item, *meetings.SEATED, "engineer", told=True)
    assert item.meeting.present == 10
    vote = meetings.opened(company, at, item)
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="agree", by=company["engineer"], at=at())
    assert codes(refused) == ["no_seat"]


def test_what_is_unfinished_comes_back_by_itself(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    actions.close_session(item.meeting, by=company["office"], at=at())
    item = meetings.again(item)
    assert item.state == "carried_over"
    taken_up = meetings.called(company, at).items.get()
    assert (taken_up.title, taken_up.carried_from_id) == (item.title, item.pk)
    # It stands on one agenda only; a second meeting does not take it up again.
    assert not meetings.called(company, at).items.exists()
    actions.cancel_meeting(
        Meeting.objects.get(pk=taken_up.meeting_id), note="不开了", by=company["office"], at=at()
    )
    assert meetings.called(company, at).items.get().carried_from_id == taken_up.pk


def test_a_resolution_with_a_lead_is_a_task_at_once(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item, text="由研发中心完成整改。")
    due = local_day(at.now) + timedelta(days=20)
    resolution = actions.adopt_resolution(
        meetings.again(item), followed=actions.Followed(company["head"], due),
        by=company["office"], at=at(),
    )  # fmt: skip
    task = Task.objects.get(record_id=resolution.pk)
    assert (task.lead_id, task.due_on, resolution.state) == (company["head"].pk, due, "adopted")
    assert meetings.again(item).outcome == "task"
    with pytest.raises(Refused):
        actions.close_resolution(resolution, by=company["office"], at=at())
    actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    with pytest.raises(Refused):
        actions.close_resolution(resolution, by=company["head"], at=at())
    actions.return_report(resolution, note="请附记录", by=company["office"], at=at())
    actions.report_carried_out(resolution, result="完成，附记录。", by=company["head"], at=at())
    assert actions.close_resolution(resolution, by=company["office"], at=at()).state == "closed"
    task.refresh_from_db()
    assert task.state == "closed"
    assert actions.issue_resolution(resolution, by=company["office"], at=at()).paper is not None


def test_a_lead_without_a_day_is_refused(company: Cast, at: Ticker, item: AgendaItem) -> None:
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item)
    with pytest.raises(Invalid):
        actions.adopt_resolution(
            meetings.again(item), followed=actions.Followed(company["head"]), by=company["office"],
            at=at(),
        )  # fmt: skip
    assert not Resolution.objects.exists()


def test_a_resolution_that_lapses_ends_its_task(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item)
    due = local_day(at.now) + timedelta(days=20)
    resolution = actions.adopt_resolution(
        meetings.again(item), followed=actions.Followed(company["head"], due),
        by=company["office"], at=at(),
    )  # fmt: skip
    actions.lapse(resolution, note="不再需要", by=company["office"], at=at())
    assert (resolution.state, Task.objects.get(record_id=resolution.pk).state) == (
        "lapsed", "withdrawn",
    )  # fmt: skip


def held(company: Cast, at: Ticker, item: AgendaItem) -> Meeting:
    item = meetings.in_session(company, at, item)
    actions.note(item, text="讨论了经费分配。", by=company["office"], at=at())
    actions.settle(meetings.again(item), by=company["office"], at=at())
    return actions.close_session(
        Meeting.objects.get(pk=item.meeting_id), by=company["office"], at=at()
    )


def test_minutes_are_written_by_one_and_signed_by_another(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    meeting = held(company, at, item)
    task = Task.objects.get(record_id=meeting.pk)
    assert (meeting.state, task.lead_id, task.due_on) == (
        "minuting", company["office"].pk, meeting.due_on,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.sign_minutes(meeting, by=company["office_head"], at=at())
    assert codes(refused) == ["not_written"]
    actions.draft_minutes(meeting, remarks="无", by=company["office_head"], at=at())
    with pytest.raises(Refused) as refused:
        actions.sign_minutes(meeting, by=company["office_head"], at=at())
    assert codes(refused) == ["wrote_it"]
    with pytest.raises(Refused):
        actions.sign_minutes(meeting, by=company["leader"], at=at())
    actions.sign_minutes(meeting, by=company["chair"], at=at())
    task.refresh_from_db()
    assert (meeting.state, task.state) == ("signed", "closed")


def test_signed_minutes_are_locked_and_only_a_correction_says_otherwise(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    meeting = held(company, at, item)
    actions.draft_minutes(meeting, remarks="", by=company["office"], at=at())
    actions.sign_minutes(meeting, by=company["office_head"], at=at())
    signed = meeting.minutes
    assert signed is not None
    for late in (
        lambda: actions.draft_minutes(meeting, remarks="改", by=company["office"], at=at()),
        lambda: actions.note(meetings.again(item), text="改", by=company["office"], at=at()),
        lambda: actions.record_attendance(
            Attendance.objects.filter(meeting=meeting)[0], state="absent", by=company["office"],
            at=at(),
        ),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            late()
        assert codes(refused) == ["state"]
    actions.correct_minutes(meeting, text="出席人数应为十人。", by=company["chair"], at=at())
    signed.refresh_from_db()
    assert meeting.minutes is not None
    assert (signed.state, meeting.minutes.state) == ("superseded", "issued")
    assert actions.archive(meeting, by=company["office"], at=at()).state == "archived"


def test_a_stale_form_changes_nothing(company: Cast, at: Ticker, item: AgendaItem) -> None:
    item = meetings.in_session(company, at, item)
    actions.note(item, text="第一", by=company["office"], at=at())
    with pytest.raises(Stale):
        actions.note(item.seen_at(0), text="第二", by=company["office_head"], at=at())
    with pytest.raises(Stale):
        actions.close_session(item.meeting.seen_at(1), by=company["office"], at=at())


def test_it_is_not_closed_over_an_open_vote_or_one_that_was_carried(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    vote = meetings.opened(company, at, item)
    for code in ("vote_open", "carried"):
        with pytest.raises(Refused) as refused:
            actions.close_session(
                Meeting.objects.get(pk=item.meeting_id), by=company["office"], at=at()
            )
        assert codes(refused) == [code]
        if code == "vote_open":
            meetings.cast_all(company, at, vote)
            assert meetings.closed(company, at, vote).state == Vote.State.ADOPTED


def test_a_vote_in_writing_has_the_same_quorum(company: Cast, at: Ticker) -> None:
    item = meetings.with_item(company, at, form="written")
    item = meetings.notified(company, at, item)
    assert item.meeting.state == "in_session"
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", *meetings.SEATED[:5])
    with pytest.raises(Refused) as refused:
        meetings.closed(company, at, vote)
    assert codes(refused) == ["still_time"]
    at(days=8)
    with pytest.raises(Refused) as refused:
        meetings.cast_all(company, at, vote, "agree", meetings.SEATED[5])
    assert codes(refused) == ["too_late"]
    assert meetings.closed(company, at, vote).state == Vote.State.VOID


def test_a_vote_in_writing_carries_when_all_have_answered(company: Cast, at: Ticker) -> None:
    item = meetings.with_item(company, at, form="written")
    item = meetings.notified(company, at, item)
    vote = meetings.carried(company, at, item)
    assert (vote.state, vote.present, vote.agree) == (Vote.State.ADOPTED, 10, 10)
    actions.adopt_resolution(
        meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
    )
    meeting = actions.close_session(
        Meeting.objects.get(pk=item.meeting_id), by=company["office"], at=at()
    )
    assert (meeting.state, meeting.present) == ("minuting", 10)


def end_seat(company: Cast, at: Ticker, who: str, role: Role = Role.MEMBER) -> None:
    row = Appointment.objects.get(person=company[who], post__role=role)
    end_appointment(row, on=local_day(at.now), by=HOUSE, at=at())


def test_whoever_has_left_office_counts_and_votes_no_more(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    vote = meetings.opened(company, at, item)
    end_seat(company, at, "chemist")
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="agree", by=company["chemist"], at=at())
    assert codes(refused) == ["no_seat"]
    for who in ("head", "it_head", "hr_head", "counsel"):
        end_seat(company, at, who)
    # Five are left of ten, and six are needed.
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="agree", by=company["chair"], at=at())
    assert codes(refused) == ["no_quorum"]
