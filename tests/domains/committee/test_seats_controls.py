"""What seats, undertakings and opinions prove, today and on past days."""

from datetime import date, timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Undertaking
from shoumi.kernel import controls
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Status
from tests.conftest import Ticker
from tests.domains.committee import seats
from tests.domains.register import scenes

NAMES = (
    "seats_filled", "office_staffed", "expertise_present", "members_pledged", "opinions_given",
)  # fmt: skip
BEFORE = date(2020, 1, 1)


def asked(name: str, day: date) -> Status:
    return controls.find(f"committee.{name}").answer(day).status


@pytest.mark.parametrize("name", NAMES)
def test_before_anybody_was_appointed_nothing_is_known(company: Cast, name: str) -> None:
    assert asked(name, BEFORE) == Status.UNKNOWN


def test_seats_are_filled_then_not_and_the_past_stays(company: Cast, at: Ticker) -> None:
    day = local_day(at.now)
    assert asked("seats_filled", day) == Status.KEPT
    for who, role in (("hr_head", "member"), ("leader", "deputy")):
        seat = seats.seat(company, who, role)
        actions.end_seat(seat, on=day, because="任满", by=company["chair"], at=at())
        verdict = controls.find("committee.seats_filled").answer(day)
        assert verdict.status == Status.BROKEN, who
        assert verdict.step is not None
    assert "2 个席位" in verdict.because
    assert asked("seats_filled", day - timedelta(days=1)) == Status.KEPT


def test_the_director_must_be_the_general_manager(company: Cast, at: Ticker) -> None:
    day = local_day(at.now)
    end_appointment(seats.seat(company, "chair", "general_manager"), on=day, by=HOUSE, at=at())
    assert asked("seats_filled", day) == Status.BROKEN


def test_an_office_without_a_head_is_not_staffed(company: Cast, at: Ticker) -> None:
    day = local_day(at.now)
    assert asked("office_staffed", day) == Status.KEPT
    seat = seats.seat(company, "office_head", "office_head")
    actions.end_seat(seat, on=day, because="退休", by=company["chair"], at=at())
    assert asked("office_staffed", day) == Status.BROKEN
    assert asked("office_staffed", day - timedelta(days=1)) == Status.KEPT
    seats.appointed(company, at, "office", role="office_head")
    assert asked("office_staffed", day) == Status.KEPT


def test_four_fields_are_each_stood_for(company: Cast, at: Ticker) -> None:
    day = local_day(at.now)
    verdict = controls.find("committee.expertise_present").answer(day)
    assert verdict.status == Status.BROKEN
    assert "法务" not in verdict.because
    assert "技术" not in verdict.because
    assert "人力资源、信息安全" in verdict.because
    at(days=2)
    for who, tag in (("hr_head", "personnel"), ("it_head", "security")):
        seat = seats.seat(company, who, "member")
        actions.tag_seat(seat, tags=[tag], by=company["office"], at=at())
    assert asked("expertise_present", local_day(at.now)) == Status.KEPT
    assert asked("expertise_present", day) == Status.BROKEN
    end_appointment(
        seats.seat(company, "counsel", "counsel"), on=local_day(at.now), by=HOUSE, at=at()
    )
    assert asked("expertise_present", local_day(at.now)) == Status.BROKEN


def test_a_field_of_somebody_without_a_seat_does_not_count(company: Cast, at: Ticker) -> None:
    office = seats.seat(company, "office", "office")
    actions.tag_seat(office, tags=["personnel"], by=company["office_head"], at=at())
    verdict = controls.find("committee.expertise_present").answer(local_day(at.now))
    assert "人力资源" in verdict.because


def test_a_year_of_undertakings(company: Cast, at: Ticker) -> None:
    day = local_day(at.now)
    assert asked("members_pledged", day) == Status.UNKNOWN
    # The first one ever: twenty working days from the day on which it was sent.
    one = seats.undertaking(company, at)
    assert one.due_on == day + timedelta(days=28)
    assert asked("members_pledged", day) == Status.DUE
    assert asked("members_pledged", day + timedelta(days=29)) == Status.BROKEN
    at(days=2)
    seats.sign(company, at, one)
    assert asked("members_pledged", local_day(at.now)) == Status.KEPT
    assert asked("members_pledged", day) == Status.DUE
    seats.appointed(company, at)
    new = local_day(at.now)
    assert asked("members_pledged", new) == Status.DUE
    assert asked("members_pledged", new + timedelta(days=26)) == Status.DUE
    assert asked("members_pledged", new + timedelta(days=27)) == Status.BROKEN
    # A new year begins: due until the end of January, then broken, with or without a text.
    assert asked("members_pledged", date(2027, 1, 1)) == Status.DUE
    assert asked("members_pledged", date(2027, 1, 31)) == Status.DUE
    assert asked("members_pledged", date(2027, 2, 1)) == Status.BROKEN
    at.now = at.now.replace(year=2027, month=1, day=8)
    seats.sign(company, at, seats.undertaking(company, at))
    assert Undertaking.objects.count() == 2
    assert asked("members_pledged", date(2027, 1, 8)) == Status.KEPT
    assert asked("members_pledged", date(2027, 2, 1)) == Status.KEPT
    assert asked("members_pledged", date(2027, 1, 7)) == Status.DUE


def test_opinions_are_due_then_broken_then_kept(company: Cast, at: Ticker) -> None:
    secret = scenes.proposed(company, at)
    day = local_day(at.now)
    assert asked("opinions_given", day) == Status.UNKNOWN
    opinion = seats.asked(company, at, secret, days=5)
    assert asked("opinions_given", day) == Status.DUE
    assert asked("opinions_given", day + timedelta(days=5)) == Status.DUE
    late = day + timedelta(days=6)
    assert asked("opinions_given", late) == Status.BROKEN
    at(days=9)
    actions.give_opinion(opinion, text="未公开", method="password", by=company["chemist"], at=at())
    assert asked("opinions_given", local_day(at.now)) == Status.KEPT
    assert asked("opinions_given", late) == Status.BROKEN


def test_a_question_taken_back_proves_nothing(company: Cast, at: Ticker) -> None:
    opinion = seats.asked(company, at, scenes.proposed(company, at))
    actions.withdraw_question(opinion, note="不必", by=company["office"], at=at())
    assert asked("opinions_given", local_day(at.now)) == Status.UNKNOWN


@pytest.mark.parametrize("name", NAMES)
def test_the_controls_keep_to_their_budget(
    company: Cast, at: Ticker, name: str, django_assert_max_num_queries: object
) -> None:
    seats.sign(company, at, seats.undertaking(company, at))
    seats.asked(company, at, scenes.proposed(company, at))
    known = controls.find(f"committee.{name}")
    with django_assert_max_num_queries(known.queries):  # type: ignore[operator]
        known.answer(local_day(at.now))
