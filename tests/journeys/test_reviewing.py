"""The yearly work meeting has before it how the regime is carried out, frozen."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.demo.regime import adopt_default
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Meeting
from shoumi.journeys import reviewing
from shoumi.kernel.access import may
from shoumi.kernel.actions import Refused, Stale
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.register.papers import opened, squeezed
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.witness import codes, nothing_changes


@pytest.fixture
def meeting(company: Cast, at: Ticker) -> Meeting:
    """The notice is given; nothing is laid before it yet."""
    item = meetings.with_item(company, at, title="审议制度执行情况", form="yearly")
    return meetings.notified(company, at, item).meeting


@pytest.fixture
def regime(company: Cast, at: Ticker) -> None:
    adopt_default(company, at)


def laid(company: Cast, at: Ticker, meeting: Meeting) -> Meeting:
    again = Meeting.objects.get(pk=meeting.pk)
    return reviewing.lay_review(again, by=company["office"], at=at())


def test_without_a_regime_in_force_there_is_nothing_to_review(
    company: Cast, at: Ticker, meeting: Meeting
) -> None:
    with nothing_changes(), pytest.raises(Refused) as refused:
        laid(company, at, meeting)
    assert codes(refused) == ["no_edition"]


def test_it_is_not_opened_before_the_assessment_is_laid(
    company: Cast, at: Ticker, meeting: Meeting, regime: None
) -> None:
    assert meeting.starts_at is not None
    at.now = meeting.starts_at
    meetings.sign_in(company, at, meeting, *meetings.SEATED)
    with nothing_changes(), pytest.raises(Refused) as refused:
        actions.open_session(Meeting.objects.get(pk=meeting.pk), by=company["office"], at=at())
    assert codes(refused) == ["no_review"]
    laid(company, at, meeting)
    actions.open_session(Meeting.objects.get(pk=meeting.pk), by=company["office"], at=at())


def test_the_paper_tells_every_clause_and_stays_as_it_was(
    company: Cast, at: Ticker, meeting: Meeting, regime: None
) -> None:
    first = laid(company, at, meeting).review
    assert first is not None
    text = text_of(opened(first, company, at, "chair"))
    for part in squeezed("制度执行情况", "4.M2", "5.1", "尚不清楚", "已落实"):
        assert part in text
    at(days=1)
    second = laid(company, at, meeting).review
    first.refresh_from_db()
    assert second is not None
    assert (first.state, second.supersedes_id) == ("superseded", first.pk)
    assert Entry.objects.filter(verb="committee.lay_review", outcome="done").count() == 2


def test_only_those_who_run_it_lay_it_and_never_on_a_stale_form(
    company: Cast, at: Ticker, meeting: Meeting, regime: None
) -> None:
    who = ("office", "office_head", "chair", "head", "custodian", "system_admin")
    allowed = {one for one in who if may(company[one], "committee.lay_review", meeting, at())}
    assert allowed == {"office", "office_head"}
    seen = Meeting.objects.get(pk=meeting.pk)
    laid(company, at, meeting)
    with nothing_changes(), pytest.raises(Stale):
        reviewing.lay_review(seen, by=company["office"], at=at())


def test_another_meeting_reviews_nothing(company: Cast, at: Ticker, regime: None) -> None:
    meeting = meetings.called(company, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        laid(company, at, meeting)
    assert codes(refused) == ["not_yearly"]


def test_the_past_is_told_as_it_was(company: Cast, at: Ticker, regime: None) -> None:
    before = reviewing.review_on(at.now.date() - timedelta(days=400))
    assert before is None
    today = reviewing.review_on(at.now.date())
    assert today is not None
    assert len(today.lines) == sum(count for _label, count in today.counts) == 33
