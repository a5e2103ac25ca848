"""A meeting as its people see it: called, opened, voted in and closed on the screen."""

from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import AgendaItem, Meeting, Resolution, Vote
from shoumi.kernel.accounts.models import OrgUnit
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.register.browsing import Browser, text_of
from tests.domains.register.conftest import As


def act_on(browser: Browser, path: str, row: Any, action: str, **data: Any) -> Any:
    version = type(row).objects.get(pk=row.pk).version
    return browser.post(f"/{path}/{row.pk}/do/{action}", {"version": version, **data})


@pytest.fixture
def item(company: Cast, at: Ticker) -> AgendaItem:
    return meetings.with_item(company, at)


def test_the_office_calls_a_meeting_and_gives_notice(as_: As, at: Ticker) -> None:
    office = as_("office")
    assert office.get("/meetings/call").status_code == 200
    at(minutes=1)
    done = office.post(
        "/meetings/call",
        {
            "version": "0", "entity": str(_entity().pk), "form": "yearly", "title": "年度工作会议",
            "starts_at": "2026-12-15T10:00", "place": "三楼", "answers_by": "", "chair": "",
            "recorder": "",
        },
    )  # fmt: skip
    assert done.status_code == 302, text_of(done)
    meeting = Meeting.objects.get()
    version = {"version": meeting.version}
    put = office.post(
        f"/records/{meeting.pk}/do/committee.put_on_agenda",
        {**version, "title": "审议", "matter": ""},
    )
    assert put.status_code == 302, text_of(put)
    page = text_of(office.get(f"/meetings/{meeting.pk}"))
    assert "Give notice" in page
    meeting.refresh_from_db()
    told = office.post(f"/records/{meeting.pk}/do/committee.notify", {"version": meeting.version})
    assert told.status_code == 302, text_of(told)
    assert "年度工作会议" in text_of(office.get("/meetings"))


def _entity() -> Any:
    return OrgUnit.objects.get(code="YL")


def test_five_vote_in_their_own_browsers_and_it_is_resolved(
    company: Cast, at: Ticker, as_: As, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    office = as_("office")
    page = f"/meetings/{item.meeting_id}"
    opened = act_on(
        office, "agenda", item, "committee.open_vote", text="同意经费。", method="named",
        majority="simple",
    )  # fmt: skip
    assert opened.status_code == 302, text_of(opened)
    vote = Vote.objects.get()
    assert "Close the vote" in text_of(office.get(page))
    for who in ("chair", "leader", "head", "counsel", "chemist", "it_head"):
        browser = as_(who)
        assert "Your vote" in text_of(browser.get(page))
        assert "To vote on" in text_of(browser.get("/"))
        said = act_on(browser, "votes", vote, "committee.cast", choice="agree")
        assert said.status_code == 302, text_of(said)
        assert "Your vote" not in text_of(browser.get(page))
    assert act_on(office, "votes", vote, "committee.close_vote").status_code == 302
    adopted = act_on(
        office, "agenda", item, "committee.adopt_resolution", lead="0201", due_on="2026-12-20",
        in_force_on="",
    )  # fmt: skip
    assert adopted.status_code == 302, text_of(adopted)
    resolution = Resolution.objects.get()
    assert "同意经费。" in text_of(as_("head").get(f"/resolutions/{resolution.pk}"))
    assert "同意经费。" in text_of(as_("chair").get("/resolutions"))


def test_nobody_outside_the_committee_sees_its_meetings(
    company: Cast, as_: As, item: AgendaItem
) -> None:
    for who in ("engineer", "custodian", "marketer", "sister_leader", "system_admin"):
        browser = as_(who)
        assert browser.get(f"/meetings/{item.meeting_id}").status_code == 404
        asked = browser.get(f"/agenda/{item.pk}/do/committee.note")
        assert asked.status_code == 404
        assert item.meeting.title not in text_of(browser.get("/meetings"))


def test_a_member_is_offered_nothing_that_the_office_does(
    company: Cast, at: Ticker, as_: As, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    page = text_of(as_("chemist").get(f"/meetings/{item.meeting_id}"))
    for label in ("Open a vote", "Close the meeting", "Enter who is there"):
        assert label not in page
    assert "Keep out of this point" in page
    forbidden = as_("chemist").get(f"/agenda/{item.pk}/do/committee.note")
    assert forbidden.status_code == 403


def test_a_matter_is_named_only_to_who_may_see_it(company: Cast, at: Ticker, as_: As) -> None:
    secret = meetings.waiting_secret(company, at)
    assert secret.title in text_of(as_("office").get("/committee/waiting"))
    assert secret.title not in text_of(as_("hr_head").get("/committee/waiting"))
    item = meetings.with_item(company, at, title="", matter=secret)
    meetings.notified(company, at, item)
    page = f"/meetings/{item.meeting_id}"
    assert secret.title in text_of(as_("office").get(page))
    assert secret.title not in text_of(as_("hr_head").get(page))
    actions.clear_for_matter(
        meetings.again(item), because="审议需要", by=company["office"], at=at()
    )
    assert secret.title in text_of(as_("hr_head").get(page))


def test_the_director_decides_meanwhile_on_the_screen(company: Cast, at: Ticker, as_: As) -> None:
    secret = meetings.waiting_secret(company, at)
    chair = as_("chair")
    assert secret.title not in text_of(chair.get("/committee/waiting"))
    laid = as_("office").post(
        "/committee/urgent", {"version": "0", "matter": str(secret.pk), "because": "客户催办"}
    )
    assert laid.status_code == 302, text_of(laid)
    assert secret.title in text_of(chair.get("/committee/meanwhile"))
    done = chair.post(
        "/committee/meanwhile",
        {"version": "0", "matter": str(secret.pk), "verdict": "agree", "text": "先行定级。",
         "lead": "", "due_on": "", "in_force_on": ""},
    )  # fmt: skip
    assert done.status_code == 302, text_of(done)
    secret.refresh_from_db()
    assert (secret.state, Resolution.objects.get().is_interim) == ("approved", True)


def test_a_secret_vote_shows_no_name_beside_a_choice(
    company: Cast, at: Ticker, as_: As, item: AgendaItem
) -> None:
    item = meetings.in_session(company, at, item)
    vote = meetings.opened(company, at, item, method="secret")
    meetings.cast_all(company, at, vote, "refuse", "chair")
    page = text_of(as_("office").get(f"/meetings/{item.meeting_id}"))
    assert "votes given: 1 of 10" in page
    meetings.cast_all(company, at, vote, "agree")
    meetings.closed(company, at, vote)
    page = text_of(as_("office").get(f"/meetings/{item.meeting_id}"))
    assert "in favour 9, against 1" in page
    assert ": In favour" not in page


def test_many_points_cost_no_more_queries_than_few(
    company: Cast, at: Ticker, as_: As, item: AgendaItem
) -> None:
    for number in range(3):
        meeting = Meeting.objects.get(pk=item.meeting_id)
        actions.put_on_agenda(meeting, title=f"事项 {number}", by=company["office"], at=at())
    item = meetings.in_session(company, at, item)
    path = f"/meetings/{item.meeting_id}"
    few = as_("office").queries(path)
    assert few <= 45
    for one in AgendaItem.objects.filter(meeting=item.meeting)[:3]:
        meetings.opened(company, at, one)
    assert as_("office").queries(path) <= few + 3


@pytest.mark.parametrize("path", ["/meetings", "/resolutions", "/committee/waiting"])
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_lists_open_for_all_who_take_part(
    company: Cast, as_: As, item: AgendaItem, path: str, lang: str
) -> None:
    assert as_("chair", lang).get(path).status_code == 200
    assert as_("engineer", lang).get(path).status_code == 200
