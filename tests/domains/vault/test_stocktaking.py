"""Stocktaking: a frozen list, counted by phone or by hand, closed by one, signed by another."""

import re
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.controls.stock import stock_taken
from shoumi.domains.vault.models import Carrier, Counted, Stocktaking
from shoumi.domains.vault.rules.counting import EVERY, due_on
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls import Status
from shoumi.kernel.documents.actions import read_paper
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import NOW, Ticker
from tests.domains.register import scenes as register
from tests.domains.vault import life
from tests.domains.vault.life import fresh
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.witness import codes

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def samples(company: Cast, at: Ticker) -> list[Carrier]:
    secret = register.in_force(company, at)
    return [life.sample(company, at, secret, title=f"漆样{n}") for n in range(3)]


def now(taking: Stocktaking) -> Stocktaking:
    return Stocktaking.objects.get(pk=taking.pk)


def said(taking: Stocktaking, carrier: Carrier) -> Counted:
    return Counted.objects.get(stocktaking=taking, carrier=carrier)


def test_a_year_after_the_last_time_or_the_first_carrier() -> None:
    day = local_day(NOW)
    assert due_on(day, None) == day + EVERY
    assert due_on(day, day + timedelta(days=9)) == day + timedelta(days=9) + EVERY


def test_the_list_is_frozen_when_it_is_opened(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking = life.stocktaking(company, at)
    assert taking.number == "密盘〔2026〕1 号"
    actions.hand_over(
        fresh(samples[0]), to=company["chemist"], whereabouts="别处", purpose="移交",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    late = life.sample(company, at, samples[0].secret)
    lines = {line.carrier_id: line for line in taking.lines.all()}
    assert set(lines) == {one.pk for one in samples}
    assert lines[samples[0].pk].expected_place == "样品柜"
    assert lines[samples[0].pk].expected_holder == company["engineer"]
    told = actions.count(taking, carrier=late, result="found", by=company["custodian"], at=at())
    assert told.result == "surplus"
    with pytest.raises(Refused) as refused:
        life.stocktaking(company, at)
    assert codes(refused) == ["under_way"]


def test_found_elsewhere_missing_and_on_no_list(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking, custodian = life.stocktaking(company, at), company["custodian"]
    actions.count(taking, carrier=samples[0], result="found", by=custodian, at=at())
    with pytest.raises(Invalid) as invalid:
        actions.count(taking, carrier=samples[1], result="elsewhere", by=custodian, at=at())
    assert invalid.value.field == "place"
    with pytest.raises(Invalid):
        actions.count(taking, carrier=samples[1], result="surplus", by=custodian, at=at())
    with pytest.raises(Invalid):
        actions.close_stocktaking(now(taking), by=custodian, at=at())
    actions.count(
        taking, carrier=samples[1], result="elsewhere", place="二楼", by=custodian, at=at()
    )
    actions.count(taking, carrier=samples[2], result="missing", by=custodian, at=at())
    actions.count_surplus(taking, note="无标签优盘", place="抽屉", by=custodian, at=at())
    old = now(taking)
    actions.close_stocktaking(now(taking), by=custodian, at=at())
    with pytest.raises(Stale):
        actions.close_stocktaking(old, by=custodian, at=at())
    assert fresh(samples[1]).whereabouts == "二楼"
    with pytest.raises(Refused) as refused:
        actions.count(taking, carrier=samples[2], result="found", by=company["custodian"], at=at())
    assert codes(refused) == ["over"]
    with pytest.raises(Refused) as refused:
        actions.count_surplus(taking, note="x", place="y", by=company["custodian"], at=at())
    assert codes(refused) == ["over"]
    assert said(taking, samples[2]).result == "missing"
    assert Entry.objects.filter(verb="vault.count", outcome="done").count() == 3


def test_whoever_closes_it_does_not_sign_it_off(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking = life.counted(company, at, life.stocktaking(company, at))
    with pytest.raises(Refused) as refused:
        actions.sign_off_stocktaking(now(taking), by=company["custodian"], at=at())
    assert codes(refused) == ["not_signer", "closed_it"]
    signers = {
        key
        for key in company.persons
        if may(company[key], "vault.sign_off_stocktaking", now(taking), at())
    }
    assert signers == {"head", "leader", "office", "office_head"}
    actions.sign_off_stocktaking(now(taking), by=company["head"], at=at())
    assert now(taking).state == "signed"


def test_who_opens_and_who_counts(samples: list[Carrier], company: Cast, at: Ticker) -> None:
    for who in ("marketing_custodian", "sister_custodian"):
        with pytest.raises(Invalid) as invalid:
            life.stocktaking(company, at, by=company[who])
        assert invalid.value.field == "unit"
    with pytest.raises(Refused):
        life.stocktaking(company, at, by=company["chemist"])
    taking = life.stocktaking(company, at, counter=company["marketer"])
    counters = {key for key in company.persons if may(company[key], "vault.count", taking, at())}
    assert counters == {"custodian", "head", "office", "office_head", "marketer"}
    assert not may(company["marketer"], "vault.close_stocktaking", taking, at())
    nothing = life.stocktaking
    with pytest.raises(Refused) as refused:
        nothing(company, at, unit=company.units["MK"], by=company["marketing_custodian"])
    assert codes(refused) == ["nothing"]


def test_what_is_missing_falls_to_the_head_until_it_is_cleared_up(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking = life.counted(company, at, life.stocktaking(company, at), "missing")
    assert stock_taken(local_day(at.now)).status is Status.BROKEN
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty="vault.find_missing")
    assert task.lead == company["head"]
    for line in taking.lines.all():
        assert stock_taken(local_day(at.now)).status is Status.BROKEN
        actions.clear_missing(
            now(taking), line=line, note="在另一柜中找到", place="三号柜",
            by=company["custodian"], at=at(),
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.clear_missing(now(taking), line=line, note="x", by=company["custodian"], at=at())
    assert codes(refused) == ["not_missing"]
    assert fresh(samples[0]).whereabouts == "三号柜"
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == "closed"
    assert stock_taken(local_day(at.now)).status is Status.KEPT


def test_every_department_is_counted_within_the_year(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    opened = local_day(at.now)
    assert stock_taken(opened - timedelta(days=1)).status is Status.UNKNOWN
    assert stock_taken(opened).status is Status.UNKNOWN
    assert stock_taken(opened + EVERY + timedelta(days=1)).status is Status.BROKEN
    turn(by=HOUSE, at=at(days=340))
    task = Task.objects.get(duty="vault.yearly_stocktaking")
    assert (task.lead, task.due_on) == (company["custodian"], opened + EVERY)
    life.counted(company, at, life.stocktaking(company, at))
    closed = local_day(at.now)
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == "closed"
    assert stock_taken(closed).status is Status.KEPT
    assert stock_taken(closed + EVERY).status is Status.DUE
    assert stock_taken(closed + EVERY + timedelta(days=1)).status is Status.BROKEN
    # The past is shown as it was.
    assert stock_taken(closed - timedelta(days=1)).status is Status.UNKNOWN


def test_an_open_stocktaking_is_on_somebody_s_list_until_it_is_closed(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking = life.stocktaking(company, at)
    turn(by=HOUSE, at=at())
    task = Task.objects.get(duty="vault.close_in_time")
    assert (task.lead, task.due_on) == (company["custodian"], taking.due_on)
    life.counted(company, at, taking)
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == "closed"


def test_the_report_says_it_all_by_number(
    samples: list[Carrier], company: Cast, at: Ticker
) -> None:
    taking = life.stocktaking(company, at)
    with pytest.raises(Refused) as refused:
        actions.issue_count_sheet(now(taking), by=company["custodian"], at=at())
    assert codes(refused) == ["open"]
    life.counted(company, at, taking)
    paper = actions.issue_count_sheet(now(taking), by=company["custodian"], at=at())
    with read_paper(paper, by=company["custodian"], at=at()) as content:
        text = text_of(content.read())
    assert "".join(str(samples[0].number).split()) in text
    assert samples[0].title not in text
    assert company["custodian"].name in text


def test_a_phone_counts_by_the_label_and_a_typed_number(
    samples: list[Carrier], company: Cast, at: Ticker, as_: Any
) -> None:
    taking = life.stocktaking(company, at)
    custodian, path = as_("custodian"), f"/vault/count/{samples[0].code}"
    page = custodian.get(path).content.decode()
    assert "It is here" in page
    assert samples[0].title not in page
    assert custodian.post(path, {"result": "found"}).status_code == 302
    line = said(taking, samples[0])
    assert (line.result, line.how) == ("found", "scanned")
    assert custodian.post(path, {"result": "elsewhere"}).status_code == 422
    number = str(samples[1].number).partition("〕")[2].split()[0]
    found = custodian.get(f"/vault/count?number={number}")
    assert found["Location"] == f"/vault/count/{samples[1].code}"
    assert "is on your lists" in custodian.get("/vault/count?number=999").content.decode()
    tick = f"/stocktakings/{taking.pk}/count"
    assert custodian.post(tick, {"carrier": samples[2].pk, "result": "missing"}).status_code == 302
    assert said(taking, samples[2]).how == "ticked"
    assert as_("custodian").queries(path) <= 30
    assert as_("custodian").queries(f"/stocktakings/{taking.pk}") <= 60


def test_a_code_tells_a_stranger_nothing_not_even_that_it_is_one(
    samples: list[Carrier], company: Cast, at: Ticker, as_: Any
) -> None:
    life.stocktaking(company, at)
    for who in ("marketer", "sister_custodian", "system_admin", "chemist"):
        real = as_(who).get(f"/vault/count/{samples[0].code}").content.decode()
        none = as_(who).get("/vault/count/ABCDEFGHJKMN").content.decode()
        assert TOKEN.sub("", real.replace(samples[0].code, "")) == TOKEN.sub(
            "", none.replace("ABCDEFGHJKMN", "")
        )
        assert samples[0].number not in real
        as_(who).post(f"/vault/count/{samples[0].code}", {"result": "missing"})
    assert not Counted.objects.exclude(result="").exists()


def test_on_screens_opened_closed_and_signed_off(
    samples: list[Carrier], company: Cast, at: Ticker, as_: Any
) -> None:
    custodian = as_("custodian")
    page = custodian.get("/stocktakings/new").content.decode()
    assert f'<option value="{company.units["RD"].pk}"' in page
    assert f'<option value="{company.units["MK"].pk}"' not in page
    day = (local_day(at.now) + timedelta(days=7)).isoformat()
    sent = custodian.post("/stocktakings/new", {"unit": company.units["RD"].pk, "due_on": day})
    taking = Stocktaking.objects.get()
    assert sent["Location"] == f"/stocktakings/{taking.pk}"
    for one in samples:
        custodian.post(f"/stocktakings/{taking.pk}/count", {"carrier": one.pk, "result": "found"})
    for who, act in (("custodian", "close"), ("head", "sign_off")):
        path = f"/records/{taking.pk}/do/vault.{act}_stocktaking"
        assert as_(who).post(path, {"version": now(taking).version}).status_code == 302
    assert now(taking).state == "signed"
    assert as_("marketer").get(f"/stocktakings/{taking.pk}").status_code == 404
    assert taking.number not in as_("marketer").get("/stocktakings").content.decode()
    assert as_("custodian").queries("/stocktakings") <= 16
