"""Sending from a record's page: who it goes to is shown before it goes."""

from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As


def typed(secret: TradeSecret, **fields: Any) -> dict[str, Any]:
    version = Record.objects.get(pk=secret.pk).version
    return {"version": version, "act": "acknowledge", "document": "", "deadline": "", **fields}


def test_the_page_of_a_record_leads_to_sending_for_who_may(secret: TradeSecret, as_: As) -> None:
    address = f"/records/{secret.pk}/send"
    assert address in text_of(as_("custodian").get(f"/secrets/{secret.pk}"))
    assert address not in text_of(as_("chemist").get(f"/secrets/{secret.pk}"))
    assert as_("chemist").get(address).status_code == 403
    assert as_("sister_custodian").get(address).status_code == 404


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_form_is_asked_in_a_bounded_number_of_queries(
    secret: TradeSecret, as_: As, lang: str
) -> None:
    assert as_("custodian", lang).queries(f"/records/{secret.pk}/send") <= 26


def test_who_gets_it_is_shown_before_it_is_sent(
    secret: TradeSecret, company: Cast, as_: As, at: Ticker
) -> None:
    custodian = as_("custodian")
    number = company["marketer"].staff_number
    day = (local_day(at.now) + timedelta(days=3)).isoformat()
    fields = typed(secret, names=f"{company['engineer'].name}\n{number}", deadline=day, act="sign")
    shown = custodian.post(f"/records/{secret.pk}/send", fields)
    said = text_of(shown)
    assert shown.status_code == 200
    assert not Dispatch.objects.exists()
    assert "Send to 1 person" in said
    assert "Left out" in said
    assert str(company["marketer"].name_en or company["marketer"].name) in said
    changed = text_of(custodian.post(f"/records/{secret.pk}/send", {**fields, "change": "1"}))
    assert number in changed
    assert day in changed
    sent = custodian.post(f"/records/{secret.pk}/send", {**fields, "confirmed": "1"})
    dispatch = Dispatch.objects.get()
    assert sent.headers["Location"] == f"/dispatches/{dispatch.pk}"
    assert (dispatch.act, dispatch.deadline.isoformat()) == ("sign", day)  # type: ignore[union-attr]
    assert [row.person for row in dispatch.receipts.all()] == [company["engineer"]]


def test_departments_posts_and_everybody_are_those_who_see_it(
    secret: TradeSecret, company: Cast, as_: As
) -> None:
    custodian, unit = as_("custodian"), company.units["RD"]
    fields = typed(secret, units=[unit.pk], confirmed="1")
    assert custodian.post(f"/records/{secret.pk}/send", fields).status_code == 302
    of_unit = set(Receipt.objects.values_list("person", flat=True))
    assert company["engineer"].pk in of_unit
    assert company["custodian"].pk not in of_unit
    fields = typed(secret, everybody="on", confirmed="1")
    assert custodian.post(f"/records/{secret.pk}/send", fields).status_code == 302
    assert Dispatch.objects.count() == 2
    newest = Dispatch.objects.order_by("pk").last()
    assert newest is not None
    assert set(newest.receipts.values_list("person", flat=True)) >= of_unit


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose at least one"),
        ({"names": "没有这个人"}, "Write the staff number"),
        ({"names": "0203", "deadline": "2020-01-01", "confirmed": "1"}, "in the past"),
        ({"names": "0203", "act": "obey"}, "not one of the available"),
        ({"names": "\n".join(["x"] * 301)}, "300 people at most"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    secret: TradeSecret, company: Cast, as_: As, fields: dict[str, Any], said: str
) -> None:
    if fields.get("names") == "0203":
        fields = {**fields, "names": company["engineer"].staff_number}
    answer = as_("custodian").post(f"/records/{secret.pk}/send", typed(secret, **fields))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Dispatch.objects.exists()


def test_only_those_who_may_see_it_are_sent_it(secret: TradeSecret, company: Cast, as_: As) -> None:
    fields = typed(secret, names=company["marketer"].staff_number)
    answer = as_("custodian").post(f"/records/{secret.pk}/send", fields)
    assert answer.status_code == 422
    assert "may see this" in text_of(answer)


def test_a_stale_form_sends_nothing(secret: TradeSecret, company: Cast, as_: As) -> None:
    fields = typed(secret, names=company["engineer"].staff_number, confirmed="1")
    answer = as_("custodian").post(f"/records/{secret.pk}/send", {**fields, "version": 99})
    assert answer.status_code == 409
    assert not Dispatch.objects.exists()
