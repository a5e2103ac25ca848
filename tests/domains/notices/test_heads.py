"""What office, deputies and departments see of the notices at the head of their home pages."""

from datetime import timedelta

from django.utils import translation

from shoumi.demo.cast import Cast
from shoumi.domains.notices import heads
from shoumi.domains.notices.models import DepartmentReport
from tests.conftest import Ticker
from tests.domains.notices import story


def test_confirmations_that_are_overdue(company: Cast, at: Ticker) -> None:
    story.issued(company, at)
    assert heads.unconfirmed(company["office"], at.now)[0].value == 0
    (late,) = heads.unconfirmed(company["office"], at.now + timedelta(days=30))
    assert late.value
    assert late.tone == "bad"
    assert heads.unconfirmed(company["head"], at.now) == []


def test_late_reports_and_the_departments_own(
    report: DepartmentReport, company: Cast, at: Ticker
) -> None:
    translation.activate("en")
    later = at.now + timedelta(days=40)
    (none,) = heads.reports(company["office"], at.now)
    (late,) = heads.reports(company["leader"], later)
    assert (none.value, none.tone) == (0, "good")
    assert late.value
    assert heads.reports(company["counsel"], later) == []
    own = heads.own_month(company["custodian"], at.now)[0]
    assert (own.url, own.note, own.tone) == (
        f"/department-reports/{report.pk}", "To be written", "waiting",
    )  # fmt: skip
    assert heads.own_month(company["custodian"], later)[0].tone == "bad"
    story.reported(company, at, report, "custodian", "head")
    assert heads.own_month(company["head"], later)[0].tone == "good"
    assert heads.own_month(company["engineer"], at.now) == []


def test_the_share_of_a_department_that_has_confirmed(company: Cast, at: Ticker) -> None:
    circular = story.issued(company, at)
    share = heads.own_month(company["custodian"], at.now)[-1]
    assert (share.value, share.tone) == ("0%", "waiting")
    story.confirmed(circular, at, company["custodian"], company["head"])
    share = heads.own_month(company["custodian"], at.now)[-1]
    assert (share.value, share.tone) == ("100%", "good")


def test_what_is_asked_of_a_department(company: Cast, at: Ticker) -> None:
    assert heads.requests(company["marketing_head"], at.now)[0].value == 0
    story.asked(company, at, "MK")
    (one,) = heads.requests(company["marketing_head"], at.now)
    assert (one.value, one.tone) == (1, "waiting")
    assert heads.requests(company["marketing_head"], at.now + timedelta(days=9))[0].tone == "bad"
    assert heads.requests(company["marketer"], at.now) == []
