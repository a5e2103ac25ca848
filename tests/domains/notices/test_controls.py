"""What the notices prove, for today and for past days, and what sending to many costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.notices import actions
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from shoumi.kernel.accounts.actions import add_person, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.controls import Status, find
from shoumi.kernel.delivery.models import Receipt
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.notices.story import again

NAMES = ("circulars_received", "reports_in_time", "bulletins_shared", "requests_answered")
DAY = timedelta(days=1)


def status(name: str, on: date) -> Status:
    control = find(f"notices.{name}")
    with CaptureQueriesContext(connection) as asked:
        verdict = control.answer(on)
    assert len(asked) <= control.queries
    assert verdict.because
    return verdict.status


def test_nothing_is_known_before_anything_was_done(company: Cast, at: Ticker) -> None:
    told = [status(name, story.day(at)) for name in NAMES]
    assert told == [Status.UNKNOWN] * 3 + [Status.NOT_APPLICABLE]


def test_circulars_are_received(circular: Circular, company: Cast, at: Ticker) -> None:
    name, sent, due = "circulars_received", story.day(at), circular.due_on
    assert due is not None
    assert [status(name, on) for on in (sent - DAY, sent, due, due + DAY)] == [
        Status.UNKNOWN, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    at(days=1)
    story.confirmed(
        circular, at, company["head"], company["marketing_custodian"], company["finance_head"]
    )
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, sent) is Status.DUE


def test_whoever_left_keeps_no_circular_from_being_received(company: Cast, at: Ticker) -> None:
    people = [company["engineer"], company["marketer"]]
    to = actions.Addressed("persons", people=people)
    circular = story.issued(company, at, story.draft(company, at, to=to))
    story.confirmed(circular, at, company["engineer"])
    assert status("circulars_received", story.day(at)) is Status.DUE
    at(days=1)
    end_person(company["marketer"], on=story.day(at), by=HOUSE, at=at())
    assert status("circulars_received", story.day(at)) is Status.KEPT
    assert status("circulars_received", story.day(at) - DAY) is Status.DUE


def test_departments_report_in_time(report: DepartmentReport, company: Cast, at: Ticker) -> None:
    name, asked, due = "reports_in_time", story.day(at), date(2026, 12, 7)
    assert [status(name, on) for on in (asked - DAY, asked, due, due + DAY)] == [
        Status.UNKNOWN, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    for row in DepartmentReport.objects.exclude(pk=report.pk):
        actions.report_nothing(row, by=_writer(row, company), at=at())
        if again(row).state == "written":
            actions.confirm_report(again(row), by=_confirmer(row, company), at=at())
    assert status(name, due) is Status.DUE
    at(days=1)
    story.reported(company, at, report, "custodian", "head")
    reported = story.day(at)
    assert status(name, due + DAY) is Status.KEPT
    assert status(name, asked) is Status.DUE
    at(days=1)
    actions.return_report(again(report), note="再写", by=company["office"], at=at())
    assert status(name, story.day(at)) is Status.DUE
    assert status(name, reported) is Status.KEPT


WRITERS = {"MK": "marketing_custodian", "FN": "finance_custodian", "HR": "hr_custodian",
           "LG": "legal_custodian", "IT": "it_custodian", "HC-PR": "sister_custodian",
           "BY-RD": "battery_custodian"}  # fmt: skip
CONFIRMERS = {"MK": "marketing_head", "FN": "finance_head", "HR": "hr_head", "IT": "it_head",
              "LG": "leader_business", "HC-PR": "sister_leader",
              "BY-RD": "battery_leader"}  # fmt: skip


def _writer(row: DepartmentReport, company: Cast):  # type: ignore[no-untyped-def]
    return company[WRITERS[row.org_unit.code]]


def _confirmer(row: DepartmentReport, company: Cast):  # type: ignore[no-untyped-def]
    return company[CONFIRMERS[row.org_unit.code]]


def test_bulletins_are_shared(report: DepartmentReport, company: Cast, at: Ticker) -> None:
    name, asked, due = "bulletins_shared", story.day(at), date(2026, 12, 21)
    assert [status(name, on) for on in (asked - DAY, asked, due, due + DAY)] == [
        Status.UNKNOWN, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    story.reported(company, at, report, "custodian", "head")
    at(days=5)
    story.bulletin(company, at, report)
    shared = story.day(at)
    assert status(name, shared) is Status.KEPT
    assert status(name, shared - DAY) is Status.DUE
    at.now = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
    story.asked_for(at)
    assert status(name, story.day(at)) is Status.DUE


def test_requests_are_answered(answer: CooperationAnswer, company: Cast, at: Ticker) -> None:
    name, asked, by = "requests_answered", story.day(at), answer.answer_by
    wanted = answer.request.due_on
    assert wanted is not None
    assert [status(name, on) for on in (asked - DAY, asked, by, by + DAY)] == [
        Status.NOT_APPLICABLE, Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    at(days=1)
    other = CooperationAnswer.objects.get(org_unit=company.units["IT"])
    actions.decline_request(other, reason="无此图纸", by=company["it_custodian"], at=at())
    actions.accept_request(again(answer), by=company["marketing_custodian"], at=at())
    assert [status(name, on) for on in (by + DAY, wanted, wanted + DAY)] == [
        Status.DUE, Status.DUE, Status.BROKEN,
    ]  # fmt: skip
    assert status(name, asked) is Status.DUE
    at(days=1)
    actions.reply_to_request(
        again(answer), reply="好了", by=company["marketing_custodian"], at=at()
    )
    assert status(name, story.day(at)) is Status.KEPT
    assert status(name, story.day(at) - DAY) is Status.DUE


def test_a_withdrawn_request_is_owed_by_nobody(
    answer: CooperationAnswer, company: Cast, at: Ticker
) -> None:
    at(days=1)
    actions.withdraw_request(answer.request, note="不用了", by=company["custodian"], at=at())
    assert status("requests_answered", story.day(at) + 30 * DAY) is Status.NOT_APPLICABLE
    assert status("requests_answered", story.day(at) - DAY) is Status.DUE


@pytest.mark.parametrize("people", [300])
def test_many_are_sent_to_at_a_cost_for_each(company: Cast, at: Ticker, people: int) -> None:
    """Beside the receipts themselves nothing is asked or written for each person."""
    for number in range(people):
        add_person(
            staff_number=f"9{number:04}", name="员工", org_unit=company.units["MK"],
            from_on=story.day(at), by=HOUSE, at=at(),
        )  # fmt: skip
    circular = story.approved(company, at, story.draft(company, at, "MK", reaches="staff"))
    with CaptureQueriesContext(connection) as asked:
        actions.issue_circular(circular, by=company["office"], at=at())
    sent = Receipt.objects.filter(dispatch__record_id=circular.pk).count()
    assert sent == people + 3
    assert len(asked) <= 2 * sent + 120
