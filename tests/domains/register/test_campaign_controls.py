"""A silent department turns the control on grading, for today and for past days."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import add_unit, end_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.controls import Status, Verdict, find
from tests.conftest import Ticker
from tests.domains.register import campaigns, scenes
from tests.domains.register.campaigns import answer_of, day

DAY = timedelta(days=1)


def verdict(on: date) -> Verdict:
    control = find("register.secrets_graded")
    with CaptureQueriesContext(connection) as asked:
        found = control.answer(on)
    assert len(asked) <= control.queries
    assert found.because
    return found


def test_it_turns_with_the_departments_that_are_silent(company: Cast, at: Ticker) -> None:
    scenes.in_force(company, at)
    assert verdict(day(at)).status is Status.KEPT
    at(days=2)
    began = day(at)
    campaign = campaigns.opened(company, at, "RD")
    assert campaign.due_on is not None
    due = verdict(began)
    assert (due.status, due.next_due, len(due.evidence)) == (Status.DUE, campaign.due_on, 1)
    assert verdict(campaign.due_on).status is Status.DUE
    broken = verdict(campaign.due_on + DAY)
    assert broken.status is Status.BROKEN
    assert broken.step is not None
    assert "研发中心" in broken.evidence[0].label
    at(days=35)
    campaigns.nil(answer_of(campaign, company, "RD"), company, at)
    assert verdict(day(at)).status is Status.KEPT
    past = {began - DAY: Status.KEPT, began: Status.DUE, campaign.due_on + DAY: Status.BROKEN}
    assert {on: verdict(on).status for on in past} == past


def test_with_nothing_nominated_an_open_campaign_is_still_due(company: Cast, at: Ticker) -> None:
    assert verdict(day(at)).status is Status.UNKNOWN
    campaign = campaigns.opened(company, at, "RD")
    assert verdict(day(at)).status is Status.DUE
    campaigns.nil(answer_of(campaign, company, "RD"), company, at)
    assert verdict(day(at)).status is Status.UNKNOWN


def test_both_are_told_where_both_are_due(company: Cast, at: Ticker) -> None:
    scenes.nominated(company, at)
    campaigns.opened(company, at, "RD")
    found = verdict(day(at))
    assert found.status is Status.DUE
    assert len(found.evidence) == 2


def test_a_dissolved_department_owes_nothing(company: Cast, at: Ticker) -> None:
    unit = add_unit(
        parent=company.units["YL"], kind="department", code="QA", name="质量部", name_en="Quality",
        by=HOUSE, at=at(),
    )  # fmt: skip
    company.units["QA"] = unit
    campaign = campaigns.opened(company, at, "QA")
    assert verdict(day(at)).status is Status.DUE
    at(days=3)
    end_unit(unit, on=day(at), by=HOUSE, at=at())
    assert campaign.due_on is not None
    assert verdict(campaign.due_on + DAY).status is Status.UNKNOWN
