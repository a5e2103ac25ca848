"""The departments' monthly reports and the bulletin made of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.notices import actions, duties, figures
from shoumi.domains.notices.daily import go_on
from shoumi.domains.notices.models import Bulletin, DepartmentReport
from shoumi.domains.notices.rules.timing import asked_due, bulletin_due, report_due
from shoumi.foundation.periods import CalendarDay, WorkCalendar
from shoumi.kernel.access import may
from shoumi.kernel.accounts.actions import add_unit, declare_absence, end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.notices.story import again
from tests.domains.register import scenes
from tests.kernel.witness import codes

WHO = ("office", "leader", "head", "custodian", "engineer", "marketing_custodian", "chair",
       "system_admin")  # fmt: skip
MATRIX: dict[str, set[str]] = {
    "write_report": {"custodian", "head", "leader"}, "report_nothing": {"custodian", "head",
                                                                         "leader"},
    "confirm_report": {"head", "leader"}, "take_up_report": {"office"}, "issue_report": {"office"},
    "lapse_report": set(),
}  # fmt: skip


def test_the_fifth_working_day_of_the_next_month() -> None:
    november = date(2026, 11, 1)
    assert report_due(november, WorkCalendar()) == date(2026, 12, 7)
    assert asked_due(november, date(2026, 12, 1), WorkCalendar()) == date(2026, 12, 7)
    assert asked_due(november, date(2026, 12, 21), WorkCalendar()) == date(2026, 12, 25)
    assert bulletin_due(november, WorkCalendar()) == date(2026, 12, 21)
    holiday = WorkCalendar.of([CalendarDay(date(2026, 12, 1), False, "假日")])
    assert report_due(november, holiday) == date(2026, 12, 8)
    # Nobody has published the holidays of that year yet: weekends alone count.
    assert not holiday.is_known(date(2030, 1, 1), date(2030, 2, 1))
    assert report_due(date(2030, 1, 1), holiday) == date(2030, 2, 7)


@pytest.mark.parametrize("action", sorted(MATRIX))
def test_who_may_what(report: DepartmentReport, company: Cast, at: Ticker, action: str) -> None:
    allowed = {who for who in WHO if may(company[who], f"notices.{action}", report, at())}
    assert allowed == MATRIX[action]


def test_each_department_is_asked_once_a_month(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    assert DepartmentReport.objects.count() == 8
    assert (report.month, report.due_on) == (date(2026, 11, 1), date(2026, 12, 7))
    assert go_on(by=HOUSE, at=at()) == 0
    with pytest.raises(Refused) as refused:
        actions.open_report(unit=company.units["RD"], month=report.month, by=HOUSE, at=at())
    assert codes(refused) == ["there"]


def test_no_report_is_asked_for_of_a_month_before_the_department_began(
    company: Cast, at: Ticker
) -> None:
    at.now = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    unit = add_unit(
        parent=company.units["YL"], kind="department", code="QA", name="质量部",
        since=story.day(at), by=HOUSE, at=at(),
    )  # fmt: skip
    assert "QA" not in story.asked_for(at)
    for month in (date(2026, 11, 1), date(2026, 12, 1)):
        with pytest.raises(Refused) as refused:
            actions.open_report(unit=unit, month=month, by=HOUSE, at=at())
        assert codes(refused) == ["not_standing"]


def test_the_custodian_writes_the_head_confirms_the_office_takes_up(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    story.reported(company, at, report, "custodian", "head")
    taken = actions.take_up_report(again(report), by=company["office"], at=at())
    assert (taken.state, taken.submitted_on) == ("taken_up", story.day(at))
    assert {one.name: one.said for one in taken.figures.all()} == story.NUMBERS
    issued = actions.issue_report(taken, by=company["office"], at=at())
    assert issued.paper is not None
    assert issued.paper.number.startswith("密报送")


def test_what_the_head_writes_is_confirmed_by_that(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    said = actions.Said(story.NUMBERS)
    assert actions.write_report(report, said=said, by=company["head"], at=at()).state == "confirmed"


def test_a_nil_report_is_a_report(report: DepartmentReport, company: Cast, at: Ticker) -> None:
    actions.report_nothing(report, by=company["custodian"], at=at())
    assert report.is_nil
    with pytest.raises(Refused):
        actions.confirm_report(report, by=company["custodian"], at=at())
    actions.return_report(report, note="上月有培训", by=company["head"], at=at())
    story.reported(company, at, report, "custodian", "head")
    assert not again(report).is_nil


def test_the_office_returns_with_a_reason(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    story.reported(company, at, report, "custodian", "head")
    with pytest.raises(Refused):
        actions.return_report(again(report), note="x", by=company["head"], at=at())
    with pytest.raises(Invalid):
        actions.return_report(again(report), note=" ", by=company["office"], at=at())
    back = actions.return_report(again(report), note="数字不对", by=company["office"], at=at())
    assert (back.state, back.submitted_on) == ("open", None)


def test_a_stale_form_is_refused_at_every_step(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    steps: list[tuple[Any, dict[str, Any], str]] = [
        (actions.report_nothing, {}, "custodian"),
        (actions.return_report, {"note": "再写"}, "head"),
        (actions.write_report, {"said": actions.Said(story.NUMBERS)}, "custodian"),
        (actions.confirm_report, {}, "head"),
        (actions.take_up_report, {}, "office"),
        (actions.issue_report, {}, "office"),
    ]
    for step, given, who in steps:
        stale = again(report)
        stale.version -= 1
        with pytest.raises(Stale):
            step(stale, by=company[who], at=at(), **given)
        step(again(report), by=company[who], at=at(), **given)


@pytest.mark.parametrize("numbers", [{"trainings": -1}, {"trainings": 10**9}, {"leaks": 1}])
def test_what_is_no_number_asked_for_is_refused(
    report: DepartmentReport, company: Cast, at: Ticker, numbers: dict[str, int]
) -> None:
    with pytest.raises(Invalid):
        actions.write_report(report, said=actions.Said(numbers), by=company["custodian"], at=at())
    assert again(report).state == "open"


def test_what_the_records_count_is_what_the_reader_may_see(company: Cast, at: Ticker) -> None:
    scenes.nominated(company, at)
    month, unit = date(2026, 11, 1), company.units["RD"]

    def count(who: str) -> int:
        return figures.counted(unit, month, company[who], at())["secrets_nominated"]

    assert count("custodian") == 1
    assert count("marketing_custodian") == 0
    with pytest.raises(ValueError, match="not declared"):
        figures.provide("leaks", lambda asked: 0)
    with pytest.raises(ValueError, match="twice"):
        figures.declare("trainings", "")


def test_who_stands_in_for_the_custodian_writes_and_leads(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    day = story.day(at)
    assert not may(company["engineer"], "notices.write_report", report, at())
    declare_absence(
        company["custodian"], deputy=company["engineer"], from_on=day,
        until_on=day + timedelta(days=9), by=company["custodian"], at=at(),
    )  # fmt: skip
    assert may(company["engineer"], "notices.write_report", report, at())
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty=duties.WRITE, record=report)
    assert (task.lead, task.due_on) == (company["engineer"], report.due_on)


def test_without_a_custodian_the_head_gets_it(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    end_person(company["custodian"], on=story.day(at), by=HOUSE, at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(duty=duties.WRITE, record=report).lead == company["head"]
    actions.report_nothing(report, by=company["head"], at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(duty=duties.WRITE, record=report).state == "closed"


def test_what_waits_for_the_head_is_the_heads_task(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    actions.report_nothing(report, by=company["custodian"], at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(duty=duties.CONFIRM, record=report).lead == company["head"]


def test_a_dissolved_departments_report_lapses(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused):
        actions.lapse_report(report, by=HOUSE, at=at())
    story.dissolve(company, at, "RD")
    go_on(by=HOUSE, at=at())
    assert again(report).state == "lapsed"


def test_a_bulletin_shares_numbers_with_everybody(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_bulletin(month=report.month, text="x", by=company["office"], at=at())
    assert codes(refused) == ["nothing_yet"]
    story.reported(company, at, report, "custodian", "head")
    bulletin = story.bulletin(company, at, report)
    assert again(report).bulletin_id == bulletin.pk
    assert bulletin.number is not None
    assert bulletin.number.startswith("密简报")
    for who in ("engineer", "marketer", "sister_engineer"):
        assert Bulletin.objects.visible_to(company[who], at()).exists(), who
    told = Dispatch.objects.get(record_id=bulletin.pk).receipts.values_list("person", flat=True)
    assert {company["custodian"].pk, company["sister_custodian"].pk} <= set(told)
    with pytest.raises(Refused) as refused:
        actions.draft_bulletin(month=report.month, text="x", by=company["office"], at=at())
    assert codes(refused) == ["there"]


@pytest.mark.parametrize("action", ["revise_bulletin", "issue_bulletin"])
def test_only_the_office_writes_bulletins(
    report: DepartmentReport, company: Cast, at: Ticker, action: str
) -> None:
    story.reported(company, at, report, "custodian", "head")
    actions.take_up_report(again(report), by=company["office"], at=at())
    made = actions.draft_bulletin(month=report.month, text="草", by=company["office"], at=at())
    assert {w for w in WHO if may(company[w], f"notices.{action}", made, at())} == {"office"}
    stale = again(made)
    stale.version -= 1
    given = {"text": "新"} if action == "revise_bulletin" else {}
    with pytest.raises(Stale):
        getattr(actions, action)(stale, by=company["office"], at=at(), **given)
    getattr(actions, action)(made, by=company["office"], at=at(), **given)
