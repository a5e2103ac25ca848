"""A point of the agenda: who asked for it, and whose declared interest it touches (3.2, 4.M2)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.rules.interests import names_in, touches
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.controls import Status
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.actions import answer_part
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.committee.test_controls import asked, close, yearly
from tests.domains.committee.test_following import resolved, task_of
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As


@pytest.mark.parametrize(
    ("said", "names", "found"),
    [
        ("与华信公司续签合同", "华信", True),
        ("与 HUAXIN 续签", "甲、huaxin", True),
        ("年度经费", "华信，宏达", False),
        ("年度经费", "年", False),
        ("年度经费", "", False),
        ("宏达供货", "华信;宏达", True),
    ],
)
def test_a_point_touches_what_it_names(said: str, names: str, found: bool) -> None:
    assert touches(said, names) is found


@given(st.text(max_size=60))
def test_names_are_cut_out_of_anything(said: str) -> None:
    found = names_in(said)
    assert len(set(found)) == len(found)
    assert all(one.strip() == one and len(one) > 1 for one in found)


def test_the_agenda_marks_a_point_until_the_person_keeps_out(
    company: Cast, at: Ticker, as_: As
) -> None:
    actions.declare_interest(
        text="配偶任职", names="华信公司", from_on=local_day(at.now), by=company["chemist"],
        at=at(),
    )  # fmt: skip
    item = meetings.notified(company, at, meetings.with_item(company, at, title="与华信公司续约"))
    page = f"/meetings/{item.meeting_id}"
    mark = "Touches what"
    assert mark in text_of(as_("office").get(page))
    assert mark not in text_of(as_("leader").get(page))
    actions.recuse(
        item, person=company["chemist"], reason="配偶任职", by=company["office"], at=at()
    )
    assert mark not in text_of(as_("office").get(page))


def test_whoever_asked_for_a_point_is_told_what_becomes_of_it(company: Cast, at: Ticker) -> None:
    meeting = meetings.called(company, at)
    item = actions.put_on_agenda(
        meeting, title="更换文件柜", proposer=company["marketer"], by=company["office"], at=at()
    )
    meetings.carried(company, at, meetings.in_session(company, at, item))
    resolution = actions.adopt_resolution(
        meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
    )
    assert resolution.proposer == company["marketer"]
    told = Receipt.objects.filter(dispatch__record_id=resolution.pk, person=company["marketer"])
    assert told.count() == 1


def test_nobody_who_left_and_nobody_beside_a_matters_own_is_the_proposer(
    company: Cast, at: Ticker
) -> None:
    office = company["office"]
    secret, meeting = meetings.waiting_secret(company, at), meetings.called(company, at)
    with pytest.raises(Invalid) as invalid:
        actions.put_on_agenda(
            meeting, matter=secret, proposer=company["marketer"], by=office, at=at()
        )
    assert invalid.value.field == "proposer"
    end_person(company["marketer"], on=local_day(at.now), by=HOUSE, at=at())
    gone = type(company["marketer"]).objects.get(pk=company["marketer"].pk)
    with pytest.raises(Invalid) as invalid:
        actions.put_on_agenda(
            type(meeting).objects.get(pk=meeting.pk), title="事项", proposer=gone, by=office,
            at=at(),
        )  # fmt: skip
    assert invalid.value.field == "proposer"


def test_a_members_part_that_is_not_answered_in_time_turns_the_control(
    company: Cast, at: Ticker
) -> None:
    close(company, at, yearly(company, at))
    resolution = resolved(company, at, "chemist", lead="engineer")
    due = task_of(resolution).due_on
    assert asked("member_tasks_done", due) == Status.KEPT
    assert asked("member_tasks_done", due + timedelta(days=1)) == Status.BROKEN
    at(days=25)
    answer_part(task_of(resolution), reply="已提供数据。", by=company["chemist"], at=at())
    assert asked("member_tasks_done", local_day(at.now) + timedelta(days=1)) == Status.KEPT
    assert asked("member_tasks_done", due + timedelta(days=1)) == Status.BROKEN
