"""Follow-up slips in three colours: when, by whom, once a day, and what they say."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.documents.declared import SLIPS
from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.rules.slips import Colour, colour_of_slip, is_fit, report_by
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.actions import read_paper, void
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.word import texts_of
from tests.conftest import Ticker
from tests.domains.committee.test_following import resolved, task_of
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.documents.test_typesetting import text_of as text_of_pdf
from tests.kernel.witness import codes, nothing_changes

DAY = date(2026, 11, 2)
BUDGET = 30


def slip(
    company: Cast, at: Ticker, resolution: Resolution, by: str = "office", **asked: Any
) -> Any:
    actions.issue_slip(resolution, by=company[by], at=at(), **asked)
    forms = [one.code for one in SLIPS.values()]
    return IssuedDocument.objects.filter(record_id=resolution.pk, form__in=forms).latest("pk")


def says(company: Cast, at: Ticker, paper: IssuedDocument, file: Any = "docx") -> str:
    with read_paper(paper, file=file, by=company["office"], at=at()) as stream:
        content = stream.read()
    return texts_of(content) if file == "docx" else text_of_pdf(content)


@pytest.mark.parametrize(
    ("now", "colour"),
    [("", Colour.BLUE), ("blue", Colour.BLUE), ("yellow", Colour.YELLOW), ("red", Colour.RED)],
)
def test_the_colour_is_the_tasks_and_blue_until_it_is_due_soon(now: str, colour: Colour) -> None:
    assert colour_of_slip(now) is colour


def test_a_report_is_asked_for_by_the_due_day_or_soon_where_that_is_past() -> None:
    calendar, later, before = WorkCalendar.of(()), DAY + timedelta(days=9), DAY - timedelta(days=1)
    assert report_by(Colour.BLUE, later, DAY, calendar) == later
    assert report_by(Colour.RED, before, DAY, calendar) == date(2026, 11, 5)
    assert is_fit(DAY, later, DAY)
    assert not is_fit(later + timedelta(days=1), later, DAY)
    assert not is_fit(before, later, DAY)
    assert is_fit(later, before, DAY)


def test_each_colour_is_a_paper_of_its_own_and_replaces_none(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at, "engineer")
    blue = slip(company, at, resolution)
    at(days=19)
    yellow = slip(company, at, resolution, words="请先报测试计划。")
    at(days=4)
    red = slip(company, at, resolution)
    assert [one.form.rpartition("_")[2] for one in (blue, yellow, red)] == ["blue", "yellow", "red"]
    assert len({one.number for one in (blue, yellow, red)}) == 3
    assert [one.number[:3] for one in (blue, yellow, red)] == ["密督蓝", "密督黄", "密督红"]
    blue.refresh_from_db()
    assert (blue.state, blue.mark) == ("issued", "内部")
    assert not any(one.supersedes_id for one in (yellow, red))
    text = says(company, at, red)
    task = task_of(resolution)
    for part in (
        "督办单（红色）", "红色督办单：已逾期", "由研发中心完成整改。", str(resolution.number),
        "逾期天数", task.due_on.isoformat(), task.lead.name, company["engineer"].name, blue.number,
        yellow.number, red.number, red.values_sha256,
    ):  # fmt: skip
        assert part in text
    assert "请先报测试计划。" in says(company, at, yellow)
    printed = says(company, at, red, "pdf")
    assert "红色督办单：已逾期" in printed
    assert Entry.objects.filter(verb="committee.issue_slip", outcome="done").count() == 3


def test_one_slip_of_a_colour_a_day_until_it_is_void(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at)
    first = slip(company, at, resolution)
    with pytest.raises(Refused) as refused:
        slip(company, at, resolution)
    assert codes(refused) == ["slip_issued"]
    assert first.number in str(refused.value)
    resolution.refresh_from_db()
    void(first, reason="写错", by=company["office"], at=at())
    second = slip(company, at, resolution)
    assert second.number != first.number
    at(days=1)
    assert slip(company, at, resolution).form == first.form


def test_what_is_reported_or_over_gets_no_slip(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at)
    actions.report_carried_out(resolution, result="完成。", by=company["head"], at=at())
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused) as refused:
        slip(company, at, resolution)
    assert codes(refused) == ["state"]
    resolution.refresh_from_db()
    actions.close_resolution(resolution, by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        slip(company, at, resolution)
    assert codes(refused) == ["no_task"]


@pytest.mark.parametrize(
    "who", ["chair", "head", "leader", "engineer", "custodian", "sister_leader", "secrecy_admin"]
)
def test_only_the_office_issues_slips(company: Cast, at: Ticker, who: str) -> None:
    resolution = resolved(company, at)
    with nothing_changes("documents.issueddocument"), pytest.raises(Refused):
        slip(company, at, resolution, by=who)


def test_whoever_was_slower_is_told(company: Cast, at: Ticker) -> None:
    resolution = resolved(company, at)
    stale = Resolution.objects.get(pk=resolution.pk)
    slip(company, at, resolution)
    with nothing_changes("documents.issueddocument"), pytest.raises(Stale):
        slip(company, at, stale)


@pytest.mark.parametrize("days", [-1, 22])
def test_no_report_is_asked_for_before_today_or_after_the_due_day(
    company: Cast, at: Ticker, days: int
) -> None:
    resolution = resolved(company, at)
    with nothing_changes("documents.issueddocument"), pytest.raises(Invalid) as invalid:
        slip(company, at, resolution, by_day=local_day(at.now) + timedelta(days=days))
    assert invalid.value.field == "by_day"


def test_the_button_stands_on_the_task_and_on_the_resolution(
    company: Cast, at: Ticker, as_: As
) -> None:
    resolution = resolved(company, at)
    task = task_of(resolution)
    office, address = as_("office"), f"/records/{resolution.pk}/do/committee.issue_slip"
    for page in (f"/tasks/{task.pk}", f"/resolutions/{resolution.pk}"):
        assert address in text_of(office.get(page))
        assert address not in text_of(as_("head").get(page))
    assert office.queries(f"/tasks/{task.pk}") <= BUDGET
    version = Resolution.objects.get(pk=resolution.pk).version
    sent = office.post(address, {"version": version, "by_day": "", "words": ""})
    assert sent.status_code == 302
    number = IssuedDocument.objects.get(form=SLIPS[Colour.BLUE].code).number
    for who in ("office", "head"):
        assert number in text_of(as_(who).get(f"/resolutions/{resolution.pk}"))
    actions.report_carried_out(
        Resolution.objects.get(pk=resolution.pk), result="完成。", by=company["head"], at=at()
    )
    assert address not in text_of(office.get(f"/tasks/{task.pk}"))
