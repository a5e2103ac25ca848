"""Signed minutes go round as a circular, or it shows that they did not."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.models import Meeting
from shoumi.domains.notices import actions as notices
from shoumi.domains.notices.models import Circular
from shoumi.journeys import circulating
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.controls import Status, find
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.notices import story
from tests.domains.register.browsing import clock
from tests.domains.register.conftest import As, as_
from tests.kernel.papers import entries

__all__ = ["as_", "clock"]
DAY = timedelta(days=1)


def again(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def minutes(company: Cast, at: Ticker) -> Meeting:
    """A meeting of one point, its minutes signed today."""
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    committee.settle(item, by=company["office"], at=at())
    committee.close_session(again(item.meeting), by=company["office"], at=at())
    committee.draft_minutes(again(item.meeting), remarks="无", by=company["office"], at=at())
    return committee.sign_minutes(again(item.meeting), by=company["office_head"], at=at())


def status(on: object) -> Status:
    control = find("notices.circulars_received")
    return control.answer(on).status  # type: ignore[arg-type]


def issued(company: Cast, at: Ticker, circular: Circular) -> Circular:
    return story.issued(company, at, circular, who="chair")


def test_the_office_drafts_it_from_the_minutes_and_the_task_closes_when_it_is_issued(
    company: Cast, at: Ticker, minutes: Meeting
) -> None:
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty=circulating.CIRCULATE)
    assert (task.record_id, task.lead) == (minutes.pk, company["office"])
    circular = circulating.circulate(again(minutes), by=company["office"], at=at())
    assert circular.source_id == minutes.pk
    assert minutes.minutes is not None
    assert minutes.minutes.number in circular.text
    turn(by=HOUSE, at=at())
    assert story.again(task).state == Task.State.OPEN
    issued(company, at, circular)
    turn(by=HOUSE, at=at())
    assert story.again(task).state == Task.State.CLOSED
    turn(by=HOUSE, at=at())
    assert Task.objects.filter(duty=circulating.CIRCULATE).count() == 1


def test_one_circular_at_a_time_comes_from_the_same_minutes(
    company: Cast, at: Ticker, minutes: Meeting
) -> None:
    first = circulating.circulate(again(minutes), by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        circulating.circulate(again(minutes), by=company["office"], at=at())
    assert [one.code for one in refused.value.because] == ["under_way"]
    notices.withdraw_circular(story.again(first), note="另行起草", by=company["office"], at=at())
    circulating.circulate(again(minutes), by=company["office"], at=at())
    assert Circular.objects.filter(source=minutes.pk).count() == 2


@pytest.mark.parametrize("who", ["engineer", "head", "custodian", "chair", "sister_custodian"])
def test_only_the_office_drafts_it(company: Cast, at: Ticker, minutes: Meeting, who: str) -> None:
    with pytest.raises(Refused):
        circulating.circulate(again(minutes), by=company[who], at=at())
    assert not Circular.objects.exists()


def test_it_is_drafted_once_logged_once_and_never_from_a_stale_page(
    company: Cast, at: Ticker, minutes: Meeting
) -> None:
    old = again(minutes)
    committee.correct_minutes(again(minutes), text="第一项更正", by=company["office_head"], at=at())
    with pytest.raises(Stale):
        circulating.circulate(old, by=company["office"], at=at())
    circulating.circulate(again(minutes), by=company["office"], at=at())
    assert entries("committee.circulate_minutes") == entries("notices.draft_circular") == 1


def test_nothing_is_circulated_before_the_minutes_are_signed(company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at))
    with pytest.raises(Refused):
        circulating.circulate(again(item.meeting), by=company["office"], at=at())


def test_minutes_that_did_not_go_round_in_time_are_shown_for_today_and_past_days(
    company: Cast, at: Ticker, minutes: Meeting
) -> None:
    signed = story.day(at)
    [owed] = circulating.owed(signed)
    due = owed.due_on
    assert signed + 5 * DAY <= due
    days = (signed - DAY, signed, due, due + DAY)
    assert [status(on) for on in days] == [
        Status.UNKNOWN, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    assert len(find("notices.circulars_received").answer(due).evidence) == 1
    at(days=10)
    circular = issued(
        company, at, circulating.circulate(again(minutes), by=company["office"], at=at())
    )
    assert status(due + DAY) is Status.BROKEN
    assert status(story.day(at)) is Status.DUE
    sent = Circular.objects.get(pk=circular.pk)
    for person in {one.receipt.person for one in sent.recipients.select_related("receipt__person")}:
        story.confirmed(sent, at, person)
    assert status(story.day(at)) is Status.KEPT
    assert status(due + DAY) is Status.BROKEN


def test_the_minutes_page_offers_it_to_the_office_and_shows_it_then(
    company: Cast, at: Ticker, minutes: Meeting, as_: As
) -> None:
    here = f"/meetings/{minutes.pk}"
    button = "committee.circulate_minutes"
    assert button in as_("office").get(here).content.decode()
    assert button not in as_("head").get(here).content.decode()
    answer = as_("office").post(
        f"/records/{minutes.pk}/do/{button}", {"version": again(minutes).version}
    )
    circular = Circular.objects.get(source=minutes.pk)
    assert answer.status_code == 302
    assert answer["Location"] == f"/circulars/{circular.pk}"
    page = as_("office").get(here).content.decode()
    assert button not in page
    assert circular.title in page
