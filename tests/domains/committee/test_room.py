"""Signing in by the code in the room: it is shown there, changes, and signs in only oneself."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.domains.committee.models import Attendance, Meeting
from shoumi.domains.committee.rules.codes import code_of, is_code_of
from tests.conftest import NOW, Ticker
from tests.domains.committee import meetings


@pytest.fixture
def meeting(company: Cast, at: Ticker, clock: Ticker) -> Meeting:
    """Notice is given, and its day has come."""
    item = meetings.notified(company, at, meetings.with_item(company, at))
    assert item.meeting.starts_at is not None
    at.now = item.meeting.starts_at
    return item.meeting


@pytest.mark.parametrize(
    ("meeting", "later", "is_good"),
    [(7, 0, True), (7, 179, True), (7, 181, False), (7, -60, False), (8, 0, False)],
)
def test_a_code_is_of_one_meeting_and_lasts_three_minutes(
    meeting: int, later: int, is_good: bool
) -> None:
    code = code_of(7, NOW)
    assert is_code_of(meeting, code, NOW + timedelta(seconds=later)) is is_good


@pytest.mark.parametrize("code", ["", "x", "W10:1:2", code_of(7, NOW)[:-1]])
def test_what_is_no_code_signs_nobody_in(code: str) -> None:
    assert not is_code_of(7, code, NOW)


def here(meeting: Meeting, code: str = "") -> str:
    address = reverse("committee.here", args=[meeting.pk])
    return f"{address}?code={code}" if code else address


def test_a_member_reads_the_code_and_signs_in(meeting: Meeting, as_: Any, clock: Ticker) -> None:
    member = as_("head")
    code = code_of(meeting.pk, clock.now)
    assert code in member.get(here(meeting, code)).content.decode()
    assert member.post(here(meeting), {"code": code}).status_code == 302
    row = meeting.attendances.get(person__staff_number="0201")
    assert (row.state, row.method) == ("present", "code")


def test_an_old_code_signs_nobody_in(meeting: Meeting, as_: Any, clock: Ticker) -> None:
    code = code_of(meeting.pk, clock.now - timedelta(minutes=5))
    assert as_("head").post(here(meeting), {"code": code}).status_code == 422
    assert not Attendance.objects.filter(meeting=meeting, state="present").exists()


def test_the_code_is_shown_to_those_who_run_it_and_read_by_those_called(
    meeting: Meeting, as_: Any, clock: Ticker
) -> None:
    room = reverse("committee.room", args=[meeting.pk])
    assert as_("office").queries(room) <= 12
    page = as_("office").get(room).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert as_("head").get(room).status_code == 404
    code = code_of(meeting.pk, clock.now)
    for who in ("custodian", "system_admin"):
        assert as_(who).get(here(meeting, code)).status_code == 404


def test_whoever_is_there_is_not_asked_again(meeting: Meeting, as_: Any, clock: Ticker) -> None:
    code = code_of(meeting.pk, clock.now)
    member = as_("head")
    member.post(here(meeting), {"code": code})
    assert "I am here" not in member.get(here(meeting, code)).content.decode()
