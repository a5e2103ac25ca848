"""What director, members and office see of the committee at the head of their home pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions, heads
from shoumi.domains.committee.daily import go_on
from shoumi.domains.committee.members_daily import go_on as ask_members
from shoumi.domains.committee.models import AgendaItem, DepartmentCheck
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import standing
from shoumi.kernel.ui.work import heads as declared
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.register.conftest import As


@pytest.fixture
def item(company: Cast, at: Ticker) -> AgendaItem:
    translation.activate("en")
    return meetings.with_item(company, at)


def labels(cast: Cast, who: str, at: Ticker) -> set[str]:
    return {str(one.label) for one in declared.figures(cast[who], at.now)}


def test_each_sees_what_the_posts_ask_for(item: AgendaItem, company: Cast, at: Ticker) -> None:
    director, office = labels(company, "chair", at), labels(company, "office", at)
    assert {"Waits for the committee", "Next work meeting by", "Votes open for you"} <= director
    assert {"Minutes to write and sign", "Vacant seats", "Confirmations overdue"} <= office
    assert "Your next meeting" not in office
    assert "Minutes to write and sign" not in director
    assert labels(company, "counsel", at) == {
        "Your next meeting", "Votes open for you", "Your resolutions open",
    }  # fmt: skip
    assert labels(company, "engineer", at) == set()
    assert labels(company, "system_admin", at) == set()


def test_the_next_meeting_and_open_votes(item: AgendaItem, company: Cast, at: Ticker) -> None:
    (none,) = heads.next_meeting(company["head"], at.now)
    assert none.value == "–"
    meetings.notified(company, at, item)
    (one,) = heads.next_meeting(company["head"], at.now)
    assert one.url == f"/meetings/{item.meeting_id}"
    assert one.note == "Points on the agenda: 1"
    item = meetings.in_session(company, at, item, told=True)
    vote = meetings.opened(company, at, item)
    assert heads.votes(company["head"], at.now)[0].value == 1
    actions.cast(vote, choice="agree", by=company["head"], at=at())
    assert heads.votes(company["head"], at.now)[0].value == 0


def test_the_clock_of_the_work_meeting(company: Cast, at: Ticker) -> None:
    (never,) = heads.work_meeting(company["chair"], at.now)
    assert (never.value, never.tone) == ("–", "bad")
    item = meetings.in_session(company, at, meetings.with_item(company, at, form="yearly"))
    actions.settle(item, by=company["office"], at=at())
    actions.close_session(meetings.again(item).meeting, by=company["office"], at=at())
    seen = {
        days: heads.work_meeting(company["chair"], at.now + timedelta(days=days))[0].tone
        for days in (1, 340, 370)
    }
    assert seen == {1: "good", 340: "waiting", 370: "bad"}
    (minutes,) = heads.minutes(company["office"], at.now)
    assert (minutes.value, minutes.tone) == (1, "waiting")
    assert heads.minutes(company["office"], at.now + timedelta(days=30))[0].tone == "bad"


def test_resolutions_are_ones_own_or_all(item: AgendaItem, company: Cast, at: Ticker) -> None:
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item)
    followed = actions.Followed(company["head"], at.now.date() + timedelta(days=9))
    actions.adopt_resolution(meetings.again(item), followed=followed, by=company["office"], at=at())
    assert heads.resolutions(company["head"], at.now)[0].value == 1
    assert heads.resolutions(company["counsel"], at.now)[0].value == 0
    late = at.now + timedelta(days=20)
    for who in ("chair", "office", "head"):
        (one,) = heads.resolutions(company[who], late)
        assert (one.value, one.note, one.tone) == (1, "1 overdue", "bad")


def test_a_members_check_and_vacant_seats(company: Cast, at: Ticker) -> None:
    assert heads.own_check(company["head"], at.now) == []
    ask_members(by=HOUSE, at=at())
    check = DepartmentCheck.objects.get(owner=company["head"])
    (one,) = heads.own_check(company["head"], at.now)
    assert (one.url, one.tone) == (f"/department-checks/{check.pk}", "waiting")
    assert heads.own_check(company["head"], at.now + timedelta(days=60))[0].tone == "bad"
    go_on(by=HOUSE, at=at())
    (vacant,) = heads.vacancies(company["office"], at.now)
    assert vacant.tone == ("bad" if vacant.value else "good")


@pytest.mark.parametrize("who", ["chair", "leader", "office", "head", "custodian", "counsel"])
def test_the_heads_keep_to_their_queries(
    item: AgendaItem, company: Cast, at: Ticker, who: str
) -> None:
    meetings.notified(company, at, item)
    person = company[who]
    standing(person, at.now)
    with CaptureQueriesContext(connection) as queries:
        declared.figures(person, at.now)
        declared.cards(person, at.now)
    assert len(queries) <= declared.most_queries()


def test_the_home_page_shows_them_with_a_way_on(
    item: AgendaItem, company: Cast, at: Ticker, as_: As
) -> None:
    meetings.notified(company, at, item)
    at(minutes=1)
    html = as_("counsel").get("/").content.decode()
    assert f'href="/meetings/{item.meeting_id}"' in html
    assert 'href="/interests/new"' in html
    assert 'href="/meetings/call"' not in html
    office = as_("office").get("/").content.decode()
    assert 'href="/meetings/call"' in office
    assert 'href="/circulars/new"' in office
