"""Members' quarterly checks of their departments: asked for, confirmed, and what comes of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions, duties
from shoumi.domains.committee.actions.checking import Answer
from shoumi.domains.committee.members_daily import go_on
from shoumi.domains.committee.models import DepartmentCheck
from shoumi.domains.committee.rules.checking import POINTS, check_due, quarter_before
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import end_appointment
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Role
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.controls import Status, find
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.witness import codes

DAY, DUE = timedelta(days=1), date(2027, 1, 14)
WELL = {one.name: Answer(True) for one in POINTS}
POORLY = {**WELL, "marks": Answer(False, "本月补标")}


@pytest.fixture
def check(company: Cast, at: Ticker) -> DepartmentCheck:
    """R&D's by its head, of the last quarter of the year."""
    at.now = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
    go_on(by=HOUSE, at=at())
    return DepartmentCheck.objects.get(owner=company["head"])


def again(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def status(on: date) -> Status:
    control = find("committee.departments_self_checked")
    with CaptureQueriesContext(connection) as asked:
        verdict = control.answer(on)
    assert len(asked) <= control.queries
    return verdict.status


def test_days_of_a_quarter() -> None:
    assert quarter_before(date(2027, 1, 1)).first == date(2026, 10, 1)
    quarter, calendar = date(2026, 10, 1), WorkCalendar()
    assert check_due(quarter, date(2027, 1, 1), calendar) == DUE
    assert check_due(quarter, date(2027, 2, 1), calendar) == date(2027, 2, 12)


def test_each_member_is_asked_once_for_the_own_department(
    check: DepartmentCheck, company: Cast, at: Ticker
) -> None:
    asked = {one.owner.staff_number for one in DepartmentCheck.objects.all() if one.owner}
    members = ("head", "marketing_head", "finance_head", "hr_head", "it_head", "counsel", "chemist")
    assert asked == {company[one].staff_number for one in members}
    assert go_on(by=HOUSE, at=at()) == 0
    for person, code in (("head", "there"), ("custodian", "not_asked")):
        with pytest.raises(Refused) as refused:
            actions.open_check(member=company[person], quarter=check.quarter, by=HOUSE, at=at())
        assert codes(refused) == [code]


def test_only_the_member_confirms(check: DepartmentCheck, company: Cast, at: Ticker) -> None:
    who = ("head", "chemist", "custodian", "office", "chair", "system_admin", "marketing_head")
    allowed = {one for one in who if may(company[one], "committee.confirm_check", check, at())}
    assert allowed == {"head"}
    assert not may(company["office"], "committee.lapse_check", check, at())
    seeing = {one for one in who if DepartmentCheck.objects.visible_to(company[one], at())
              .filter(pk=check.pk).exists()}  # fmt: skip
    assert seeing == {"head", "custodian", "office"}


def test_what_is_not_in_order_becomes_the_departments_task(
    check: DepartmentCheck, company: Cast, at: Ticker
) -> None:
    turn(by=HOUSE, at=at())
    own = Task.objects.get(duty=duties.CHECK, record=check)
    assert (own.lead, own.due_on) == (company["head"], DUE)
    with pytest.raises(Stale):
        stale = again(check)
        stale.version -= 1
        actions.confirm_check(stale, answers=WELL, by=company["head"], at=at())
    actions.confirm_check(check, answers=POORLY, by=company["head"], at=at())
    assert (check.state, check.points.filter(in_order=False).count()) == ("confirmed", 1)
    task = Task.objects.get(duty="committee.mend_marks")
    assert (task.lead, task.record_id) == (company["custodian"], check.pk)
    turn(by=HOUSE, at=at())
    assert again(own).state == "closed"
    with pytest.raises(Refused):
        actions.confirm_check(check, answers=WELL, by=company["head"], at=at())


@pytest.mark.parametrize(
    "answers",
    [{}, {"marks": Answer(True)}, {**WELL, "marks": Answer(False, " ")},
     {**WELL, "marks": Answer(False, "x" * 501)}, {**WELL, "more": Answer(True)}],
)  # fmt: skip
def test_half_an_answer_keeps_nothing(
    check: DepartmentCheck, company: Cast, at: Ticker, answers: dict[str, Answer]
) -> None:
    with pytest.raises(Invalid):
        actions.confirm_check(check, answers=answers, by=company["head"], at=at())
    assert again(check).state == "open"
    assert not check.points.exists()


def test_whoever_sits_no_more_is_not_waited_for(
    check: DepartmentCheck, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused):
        actions.lapse_check(check, by=HOUSE, at=at())
    seat = Appointment.objects.get(person=company["head"], post__role=Role.MEMBER)
    end_appointment(seat, on=at.now.date(), by=HOUSE, at=at())
    go_on(by=HOUSE, at=at())
    assert again(check).state == "lapsed"


def test_the_control_for_today_and_past_days(
    check: DepartmentCheck, company: Cast, at: Ticker
) -> None:
    asked = at.now.date()
    assert [status(on) for on in (asked - DAY, asked, DUE, DUE + DAY)] == [
        Status.UNKNOWN, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    at(days=2)
    for row in DepartmentCheck.objects.all():
        assert row.owner is not None
        actions.confirm_check(row, answers=WELL, by=_anew(row.owner), at=at())
    assert status(at.now.date()) is Status.KEPT
    assert status(asked) is Status.DUE


def _anew(person: Any) -> Any:
    return type(person).objects.select_related("org_unit").get(pk=person.pk)


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_screens(check: DepartmentCheck, company: Cast, at: Ticker, as_: As, lang: str) -> None:
    member = as_("head", lang)
    page, act = f"/department-checks/{check.pk}", "committee.confirm_check"
    assert member.queries("/department-checks") <= 24
    assert member.queries(page) <= 40
    assert as_("marketer").get(page).status_code == 404
    assert "clipboard-check" in text_of(member.get("/"))
    sent = {"version": check.version, **{one.name: "yes" for one in POINTS}}
    short = {**sent, "marks": "no"}
    assert member.post(f"/records/{check.pk}/do/{act}", short).status_code == 422
    given = {**short, "marks_doing": "本月补标"}
    assert member.post(f"/records/{check.pk}/do/{act}", given).status_code == 302
    assert "本月补标" in text_of(member.get(page))
