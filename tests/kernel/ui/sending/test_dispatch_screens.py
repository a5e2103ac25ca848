"""The page of a dispatch: counted, narrowed, taken out, reminded, recalled, signed on paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.foundation import pdf
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.ui.sending.sections import ROWS
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.kernel.acting import acting
from tests.kernel.papers import PDF, entries


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_page_asks_a_bounded_number_of_queries(dispatch: Dispatch, as_: As, lang: str) -> None:
    assert as_("custodian", lang).queries(f"/dispatches/{dispatch.pk}") <= 34
    assert as_("chemist", lang).queries(f"/dispatches/{dispatch.pk}") <= 34


def test_it_is_open_to_who_sees_the_record(dispatch: Dispatch, as_: As) -> None:
    page = f"/dispatches/{dispatch.pk}"
    assert "Remind those" in text_of(as_("custodian").get(page))
    assert "Remind those" not in text_of(as_("chemist").get(page))
    assert as_("sister_custodian").get(page).status_code == 404
    assert as_("chemist").get(f"{page}?export=xlsx").status_code == 403
    assert as_("chemist").get(f"{page}?export=pdf").status_code == 403


def test_others_names_are_told_to_those_whom_they_concern(
    dispatch: Dispatch, secret: TradeSecret, company: Cast, as_: As
) -> None:
    sent = {one.person for one in dispatch.receipts.select_related("person")}
    chemist, at_record = as_("chemist", "zh-hans"), f"/secrets/{secret.pk}"
    section = (
        text_of(chemist.get(at_record)).partition('id="receipts"')[2].partition("</section")[0]
    )
    assert company["chemist"].name in section
    for shown in (text_of(chemist.get(f"/dispatches/{dispatch.pk}")), section):
        for person in sent - {company["chemist"]}:
            assert person.name not in shown.partition('class="list-rows"')[2] + section
    for who in ("custodian", "head", "office"):
        shown = text_of(as_(who, "zh-hans").get(f"/dispatches/{dispatch.pk}"))
        assert all(person.name in shown for person in sent), who


def test_the_list_is_taken_out_with_an_entry(dispatch: Dispatch, company: Cast, as_: As) -> None:
    custodian = as_("custodian")
    book = custodian.get(f"/dispatches/{dispatch.pk}?export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert entries("delivery.take_list") == 1
    unit = company.units["RD"].pk
    assert custodian.get(f"/dispatches/{dispatch.pk}?unit={unit}").status_code == 200
    assert "Nobody" not in text_of(custodian.get(f"/dispatches/{dispatch.pk}?state=sent"))


def test_a_sheet_to_sign_has_a_line_for_each_who_is_awaited_and_no_title(
    dispatch: Dispatch, secret: TradeSecret, company: Cast, as_: As
) -> None:
    printed = as_("custodian", "zh-hans").get(f"/dispatches/{dispatch.pk}?export=pdf")
    assert printed.headers["Content-Type"] == "application/pdf"
    text = "".join(pdf.texts(printed.content)) if hasattr(pdf, "texts") else ""
    assert printed.content.startswith(b"%PDF")
    assert secret.title not in text
    assert secret.title not in printed.headers["Content-Disposition"]
    assert entries("delivery.take_list") == 1


def test_those_awaited_are_reminded_once_a_day(dispatch: Dispatch, as_: As) -> None:
    custodian, path = as_("custodian"), f"/dispatches/{dispatch.pk}/do/delivery.remind_pending"
    assert custodian.post(path, {"version": 0}).status_code == 302
    assert custodian.post(path, {"version": 1}).status_code == 409
    assert "reminded on" in text_of(as_("chemist").get("/"))


def test_it_is_recalled_with_a_reason(dispatch: Dispatch, as_: As) -> None:
    custodian, path = as_("custodian"), f"/dispatches/{dispatch.pk}/do/delivery.recall"
    assert custodian.post(path, {"version": 0, "reason": ""}).status_code == 422
    assert custodian.post(path, {"version": 0, "reason": "发错了"}).status_code == 302
    shown = text_of(custodian.get(f"/dispatches/{dispatch.pk}"))
    assert "发错了" in shown
    assert "delivery.recall" not in shown
    assert as_("chemist").post(path, {"version": 1, "reason": "x"}).status_code == 403
    assert custodian.get(f"/dispatches/{dispatch.pk}/do/delivery.send").status_code == 404


def test_a_signed_sheet_is_entered_for_several_with_their_days(
    dispatch: Dispatch, as_: As, at: Ticker
) -> None:
    at(days=3)
    custodian, path = as_("custodian"), f"/dispatches/{dispatch.pk}/do/delivery.enter_sheet"
    assert custodian.queries(path) <= 30
    first, second, third = dispatch.receipts.order_by("pk")
    today = local_day(at.now)
    before = today - timedelta(days=1)
    fields = {
        "version": 0, "description": "签收单", "day": today.isoformat(),
        f"signed_{first.pk}": "on", f"signed_{second.pk}": "on",
        f"day_{second.pk}": before.isoformat(),
    }  # fmt: skip
    lacking = custodian.post(path, fields)
    assert lacking.status_code == 422
    scan = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    assert custodian.post(path, {**fields, "scan": scan}).status_code == 302
    days = {row.pk: row.signed_on for row in Receipt.objects.all()}
    assert days == {first.pk: today, second.pk: before, third.pk: None}


def test_a_long_list_is_capped_on_the_page_of_the_record(
    secret: TradeSecret, company: Cast, as_: As, at: Ticker
) -> None:
    people = [
        Person(
            staff_number=f"Z{n}", name=f"员工{n}", org_unit=company.units["MK"],
            pseudonym=f"z{n}", from_on=company["engineer"].from_on,
        )
        for n in range(ROWS + 15)
    ]  # fmt: skip
    with acting(at):
        Person.objects.bulk_create(people)
        open_to(secret, company.units["MK"], Capacity.KNOWS, because="t", at=at())
    sent = send(
        Record.objects.get(pk=secret.pk),
        people=people,
        act="know",
        by=company["custodian"],
        at=at(),
    )
    with acting(at):
        answered = sent.receipts.order_by("pk")[0]
        answered.state = "done"
        answered.save()
    shown = text_of(as_("custodian").get(f"/secrets/{secret.pk}"))
    assert shown.count("员工") == ROWS
    assert "员工0<" not in shown
    assert "15 more, and the whole list" in shown
