"""Nominated, appointed with a letter, ended; and what a vacant seat brings about."""

from datetime import timedelta

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.daily import go_on
from shoumi.domains.committee.models import Nomination, SeatEnding, SeatField, Vacancy
from shoumi.kernel.accounts.actions import end_appointment, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.committee import seats
from tests.kernel.witness import codes


def test_from_nomination_to_letter_and_receipt(company: Cast, at: Ticker) -> None:
    nomination = seats.appointed(company, at, tags=["security", "personnel"])
    assert nomination.state == "appointed"
    appointment = Appointment.objects.get(person=company["engineer"], post__role="member")
    assert nomination.appointment_id == appointment.pk
    assert nomination.letter is not None
    assert appointment.letter == nomination.letter.number
    assert nomination.letter.number.startswith("密任〔2026〕")
    assert set(SeatField.objects.values_list("field", flat=True)) == {"security", "personnel"}
    dispatch = Dispatch.objects.get()
    assert dispatch.document_id == nomination.letter_id
    assert [one.person_id for one in dispatch.receipts.all()] == [company["engineer"].pk]


def test_each_step_is_logged_once(company: Cast, at: Ticker) -> None:
    seats.appointed(company, at)
    for verb in ("committee.nominate", "committee.appoint", "accounts.appoint"):
        assert Entry.objects.filter(verb=verb, actor__isnull=False).count() >= 1, verb
    assert Entry.objects.filter(verb="committee.appoint").count() == 1


@pytest.mark.parametrize("who", ["chair", "custodian", "engineer", "system_admin", "chemist"])
def test_only_office_and_heads_nominate(company: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        seats.nominated(company, at, by=who)


def test_a_head_nominates_only_the_custodian_of_the_own_department(
    company: Cast, at: Ticker
) -> None:
    own = seats.nominated(company, at, role="custodian", unit="RD", by="head")
    assert own.state == "proposed"
    for asked in ({"role": "member", "unit": "YL"}, {"role": "custodian", "unit": "MK"}):
        with pytest.raises(Refused) as refused:
            seats.nominated(company, at, "chemist", by="head", **asked)
        assert codes(refused) == ["not_nominating"]


@pytest.mark.parametrize("who", ["office", "office_head", "leader", "head", "engineer"])
def test_only_the_director_appoints_and_declines(company: Cast, at: Ticker, who: str) -> None:
    nomination = seats.nominated(company, at)
    with pytest.raises(Refused):
        actions.appoint(nomination, by=company[who], at=at())
    with pytest.raises(Refused):
        actions.decline_nomination(nomination, note="否", by=company[who], at=at())
    assert Nomination.objects.get().state == "proposed"


def test_nobody_appoints_himself(company: Cast, at: Ticker) -> None:
    nomination = seats.nominated(company, at, "chair", role="expert")
    with pytest.raises(Refused) as refused:
        actions.appoint(nomination, by=company["chair"], at=at())
    assert codes(refused) == ["oneself"]


def test_what_speaks_against_a_nomination(company: Cast, at: Ticker) -> None:
    for who, code in (("system_admin", "administrators_apart"), ("chemist", "holds_it")):
        with pytest.raises(Refused) as refused:
            seats.nominated(company, at, who)
        assert codes(refused) == [code]
    seats.nominated(company, at)
    with pytest.raises(Refused) as refused:
        seats.nominated(company, at)
    assert codes(refused) == ["proposed"]
    for wrong in (
        {"role": "chair"}, {"unit": "RD"}, {"role": "custodian"}, {"tags": ["cooking"]},
        {"until_on": local_day(at.now)},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            seats.nominated(company, at, "marketer", **wrong)


def test_a_seat_of_one_passes_on_and_the_one_before_ends_the_day_before(
    company: Cast, at: Ticker
) -> None:
    first = seats.day_after(at, 5)
    nomination = seats.nominated(company, at, role="custodian", unit="RD", by="head", from_on=first)
    with pytest.raises(Refused) as refused:
        actions.appoint(nomination, by=company["chair"], at=at())
    assert codes(refused) == ["held_by_another"]
    assert "李玥" in str(refused.value)
    actions.appoint(nomination, passes_on=True, by=company["chair"], at=at())
    old = seats.seat(company, "custodian", "custodian")
    assert old.until_on == first
    assert SeatEnding.objects.get().appointment_id == old.pk
    before = Appointment.objects.at(first - timedelta(days=1)).filter(post=old.post)
    assert [one.person_id for one in before] == [company["custodian"].pk]
    after = Appointment.objects.at(first).filter(post=old.post)
    assert [one.person_id for one in after] == [company["engineer"].pk]


def test_who_has_left_since_is_not_appointed(company: Cast, at: Ticker) -> None:
    nomination = seats.nominated(company, at)
    end_person(company["engineer"], on=local_day(at.now), by=HOUSE, at=at())
    with pytest.raises(Refused) as refused:
        actions.appoint(nomination, by=company["chair"], at=at())
    assert codes(refused) == ["gone"]
    assert Nomination.objects.get().letter is None


def test_a_stale_form_appoints_nobody(company: Cast, at: Ticker) -> None:
    nomination = seats.nominated(company, at)
    stale = Nomination.objects.get()
    actions.decline_nomination(nomination, note="人选另议", by=company["chair"], at=at())
    with pytest.raises(Stale):
        actions.appoint(stale, by=company["chair"], at=at())
    with pytest.raises(Refused):
        actions.appoint(nomination, by=company["chair"], at=at())


def test_whoever_proposed_it_or_the_office_takes_it_back(company: Cast, at: Ticker) -> None:
    own = seats.nominated(company, at, role="custodian", unit="RD", by="head")
    with pytest.raises(Refused):
        actions.withdraw_nomination(own, note="误", by=company["marketing_head"], at=at())
    with pytest.raises(Invalid):
        actions.withdraw_nomination(own, note=" ", by=company["head"], at=at())
    actions.withdraw_nomination(own, note="误", by=company["head"], at=at())
    other = seats.nominated(company, at, role="custodian", unit="RD", by="head")
    actions.withdraw_nomination(other, note="误", by=company["office"], at=at())
    assert set(Nomination.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_seat_ends_with_a_reason_and_the_nomination_with_it(company: Cast, at: Ticker) -> None:
    nomination = seats.appointed(company, at)
    seat = seats.seat(company, "engineer", "member")
    for who in ("engineer", "head", "custodian", "sister_leader"):
        with pytest.raises(Refused):
            actions.end_seat(seat, on=local_day(at.now), because="调岗", by=company[who], at=at())
    with pytest.raises(Invalid):
        actions.end_seat(seat, on=local_day(at.now), because="", by=company["chair"], at=at())
    actions.end_seat(seat, on=local_day(at.now), because="调岗", by=company["office"], at=at())
    nomination.refresh_from_db()
    assert nomination.state == "ended"
    assert SeatEnding.objects.get().because == "调岗"


def test_what_is_no_seat_is_not_ended_here(company: Cast, at: Ticker) -> None:
    seat = seats.seat(company, "head", "head")
    with pytest.raises(Refused) as refused:
        actions.end_seat(seat, on=local_day(at.now), because="调岗", by=company["chair"], at=at())
    assert codes(refused) == ["no_seat"]


def test_fields_of_a_seat_change_and_the_past_stays(company: Cast, at: Ticker) -> None:
    seat = seats.seat(company, "hr_head", "member")
    first = local_day(at.now)
    actions.tag_seat(seat, tags=["personnel"], by=company["office"], at=at())
    at(days=3)
    actions.tag_seat(seat, tags=["security"], by=company["office"], at=at())
    on = SeatField.objects.at
    assert [one.field for one in on(first)] == ["personnel"]
    assert [one.field for one in on(local_day(at.now))] == ["security"]
    with pytest.raises(Refused):
        actions.tag_seat(seat, tags=[], by=company["chair"], at=at())
    with pytest.raises(Invalid):
        actions.tag_seat(seat, tags=["cooking"], by=company["office"], at=at())


def test_a_vacancy_becomes_a_task_by_itself_and_closes_when_filled(
    company: Cast, at: Ticker
) -> None:
    assert go_on(by=HOUSE, at=at()) == 0
    end_person(company["marketing_custodian"], on=local_day(at.now), by=HOUSE, at=at())
    assert go_on(by=HOUSE, at=at()) == 1
    assert go_on(by=HOUSE, at=at()) == 0
    vacancy = Vacancy.objects.get()
    assert (vacancy.role, vacancy.org_unit_id) == ("custodian", company.units["MK"].pk)
    turn(by=HOUSE, at=at())
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty="committee.fill_seat")
    assert (task.lead_id, task.due_on) == (company["office_head"].pk, vacancy.due_on)
    seats.appointed(company, at, "marketer", role="custodian", unit="MK")
    assert go_on(by=HOUSE, at=at()) == 1
    turn(by=HOUSE, at=at())
    task.refresh_from_db()
    vacancy.refresh_from_db()
    assert (task.state, vacancy.state) == ("closed", "filled")


def test_a_person_who_should_sit_is_a_vacancy_too(company: Cast, at: Ticker) -> None:
    seat = seats.seat(company, "hr_head", "member")
    actions.end_seat(seat, on=local_day(at.now), because="任满", by=company["chair"], at=at())
    go_on(by=HOUSE, at=at())
    vacancy = Vacancy.objects.get()
    assert (vacancy.role, vacancy.person_id) == ("member", company["hr_head"].pk)


def test_a_seat_that_was_ended_with_the_organisation_is_noted(company: Cast, at: Ticker) -> None:
    nomination = seats.appointed(company, at)
    with pytest.raises(Refused):
        actions.note_departure(nomination, by=HOUSE, at=at())
    seat = seats.seat(company, "engineer", "member")
    end_appointment(seat, on=local_day(at.now), by=company["office"], at=at())
    go_on(by=HOUSE, at=at())
    nomination.refresh_from_db()
    assert nomination.state == "ended"


def test_nobody_does_by_hand_what_the_calendar_does(company: Cast, at: Ticker) -> None:
    nomination = seats.appointed(company, at)
    with pytest.raises(Refused):
        actions.note_departure(nomination, by=company["office"], at=at())
    with pytest.raises(Refused):
        actions.note_vacancy(
            unit=company.units["RD"], role="custodian", person=None, by=company["office"], at=at()
        )
