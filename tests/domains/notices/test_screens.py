"""What each sees and does on the screens of circulars, reports, bulletins and requests."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.demo.cast import Cast
from shoumi.domains.notices import figures
from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    CooperationRequest,
    DepartmentReport,
)
from shoumi.kernel.delivery.models import Receipt
from tests.conftest import Ticker
from tests.domains.notices import story
from tests.domains.notices.story import again
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.papers import PDF


def act(browser: Any, record: Any, action: str, **data: Any) -> Any:
    version = again(record).version
    return browser.post(f"/records/{record.pk}/do/{action}", {"version": version, **data})


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_every_screen_opens(
    report: DepartmentReport, company: Cast, at: Ticker, as_: As, lang: str
) -> None:
    circular = story.issued(company, at)
    answer = story.asked(company, at)["MK"]
    story.reported(company, at, report, "custodian", "head")
    bulletin = story.bulletin(company, at, report)
    paths = {
        "/circulars": 24, "/circulars/new": 28, f"/circulars/{circular.pk}": 44,
        f"/circulars/{circular.pk}/received": 34, "/department-reports": 26,
        f"/department-reports/{report.pk}": 44, "/bulletins": 26, "/bulletins/new": 24,
        f"/bulletins/{bulletin.pk}": 44, "/cooperation": 26,
        f"/cooperation/{answer.request_id}": 44, f"/cooperation-answers/{answer.pk}": 44,
    }  # fmt: skip
    office = as_("office", lang)
    for path, budget in paths.items():
        assert office.queries(path) <= budget, path
    custodian = as_("custodian", lang)
    for path in ("/circulars", "/bulletins", "/department-reports", "/cooperation"):
        assert custodian.queries(path) <= 26, path
    assert custodian.queries("/cooperation/new") <= 30
    assert custodian.queries("/") <= 60


def test_what_is_not_open_to_somebody_is_not_there(
    report: DepartmentReport, company: Cast, at: Ticker, as_: As
) -> None:
    draft = story.draft(company, at)
    answer = story.asked(company, at)["MK"]
    marketer = as_("marketer")
    for path in (
        f"/circulars/{draft.pk}", f"/department-reports/{report.pk}",
        f"/cooperation/{answer.request_id}", f"/cooperation-answers/{answer.pk}",
    ):  # fmt: skip
        assert marketer.get(path).status_code == 404, path
    assert as_("it_custodian").get(f"/cooperation-answers/{answer.pk}").status_code == 404
    for path in ("/circulars/new", "/bulletins/new", "/cooperation/new"):
        assert marketer.get(path).status_code == 403, path
    circular = story.issued(company, at, draft)
    assert marketer.get(f"/circulars/{circular.pk}").status_code == 200
    assert marketer.get(f"/circulars/{circular.pk}/received").status_code == 404


def test_a_circular_goes_its_way(company: Cast, at: Ticker, as_: As) -> None:
    office, units = as_("office"), company.units
    sent = {"version": 0, "title": "年底自查", "text": "请自查。", "reaches": "units",
            "units": [units["RD"].pk, units["MK"].pk]}  # fmt: skip
    assert office.post("/circulars/new", {**sent, "people": "4711"}).status_code == 422
    assert office.post("/circulars/new", sent).status_code == 302
    circular = Circular.objects.get()
    shown = text_of(office.get(f"/records/{circular.pk}/do/notices.revise_circular"))
    assert "年底自查" in shown
    changed = {**sent, "title": "年终自查"}
    changed.pop("version")
    assert act(office, circular, "notices.revise_circular", **changed).status_code == 302
    assert act(office, circular, "notices.submit_circular").status_code == 302
    assert "年终自查" in text_of(as_("office_head").get("/"))
    assert act(as_("office_head"), circular, "notices.approve_circular").status_code == 302
    assert act(office, circular, "notices.issue_circular").status_code == 302
    assert "密通报" in text_of(as_("custodian").get("/"))
    assert act(office, circular, "notices.issue_signature_sheet").status_code == 302
    scan = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    given = {"people": [company["head"].pk], "signed_on": story.day(at).isoformat(), "scan": scan}
    assert act(office, circular, "notices.enter_signatures", **given).status_code == 302
    assert Receipt.objects.get(person=company["head"]).method == "paper"
    page = text_of(office.get(f"/circulars/{circular.pk}"))
    assert "1 of 2 units are reached" in page


def test_a_circular_to_named_persons_and_to_nobody(company: Cast, at: Ticker, as_: As) -> None:
    office = as_("office")
    sent = {"version": 0, "title": "提醒", "text": "请核对。", "reaches": "persons"}
    assert office.post("/circulars/new", sent).status_code == 302
    nobody = Circular.objects.get()
    assert act(office, nobody, "notices.submit_circular").status_code == 409
    assert office.post("/circulars/new", {**sent, "people": "0203\n0303"}).status_code == 302
    assert Circular.objects.latest("pk").addressees.count() == 2


def test_a_report_is_written_confirmed_and_shared(
    report: DepartmentReport, company: Cast, at: Ticker, as_: As
) -> None:
    custodian, office = as_("custodian"), as_("office")
    form = text_of(custodian.get(f"/records/{report.pk}/do/notices.write_report"))
    assert "The records that you may see count 0." in form
    numbers: dict[str, Any] = dict.fromkeys(figures.all_figures(), 1)
    said = {**numbers, "incidents": "yes", "suggestions": "增加碎纸机"}
    assert act(custodian, report, "notices.write_report", **{**said, "trainings": -1}
               ).status_code == 422  # fmt: skip
    assert act(custodian, report, "notices.write_report", **said).status_code == 302
    assert act(as_("head"), report, "notices.confirm_report").status_code == 302
    assert "may be a leak" in text_of(office.get(f"/department-reports/{report.pk}"))
    assert report.title in text_of(office.get("/"))
    assert act(office, report, "notices.take_up_report").status_code == 302
    sent = {"version": 0, "month": "2026-11-01", "text": "本月平稳。"}
    assert office.post("/bulletins/new", sent).status_code == 302
    bulletin = Bulletin.objects.get()
    assert act(office, bulletin, "notices.revise_bulletin", text="平稳。").status_code == 302
    assert as_("marketer").get(f"/bulletins/{bulletin.pk}").status_code == 404
    assert act(office, bulletin, "notices.issue_bulletin").status_code == 302
    shown = text_of(as_("marketer").get(f"/bulletins/{bulletin.pk}"))
    assert "R&amp;D Centre" in shown
    assert "碎纸机" not in shown


def test_late_reports_are_told_to_the_deputy(
    report: DepartmentReport, company: Cast, at: Ticker, as_: As
) -> None:
    at(days=10)
    assert report.title in text_of(as_("leader").get("/"))
    assert "8 reports are late" in text_of(as_("leader").get("/department-reports"))
    assert act(as_("custodian"), report, "notices.report_nothing").status_code == 302


def test_a_request_is_asked_answered_and_confirmed(company: Cast, at: Ticker, as_: As) -> None:
    custodian, units = as_("custodian"), company.units
    wanted = (story.day(at) + timedelta(days=9)).isoformat()
    sent = {"version": 0, "unit": units["RD"].pk, "of": [units["MK"].pk, units["IT"].pk],
            "title": "回收图纸", "text": "请回收。", "wanted_by": wanted}  # fmt: skip
    assert custodian.post("/cooperation/new", {**sent, "of": [units["RD"].pk]}).status_code == 422
    assert custodian.post("/cooperation/new", sent).status_code == 302
    request = CooperationRequest.objects.get()
    answers = {one.org_unit.code: one for one in CooperationAnswer.objects.all()}
    asked = as_("marketing_custodian")
    assert act(asked, answers["MK"], "notices.accept_request").status_code == 302
    assert act(asked, answers["MK"], "notices.reply_to_request", reply="已收回").status_code == 302
    assert "回收图纸" in text_of(custodian.get("/"))
    assert act(custodian, answers["MK"], "notices.return_reply", note="缺一份").status_code == 302
    assert act(asked, answers["MK"], "notices.reply_to_request", reply="补齐").status_code == 302
    assert act(custodian, answers["MK"], "notices.confirm_reply").status_code == 302
    it = as_("it_custodian")
    assert act(it, answers["IT"], "notices.decline_request", reason="无").status_code == 302
    assert again(request).state == "closed"
    assert "Marketing" not in text_of(it.get(f"/cooperation/{request.pk}")).split("<main")[-1]
