"""From hand to hand: the receiver's word, slips, labels, the ledger, check-out, release."""

import io
from datetime import timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import approve_change, propose_change
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.documents.labels import carrier_label
from shoumi.domains.vault.marking import mark_of
from shoumi.domains.vault.models import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.piles import received
from shoumi.domains.vault.rules.counting import LOCKED_FOR, is_locked
from shoumi.kernel.access import may
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Seat
from shoumi.kernel.documents.actions import read_paper
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.tasks.models import Reminder, Task
from shoumi.kernel.tasks.ticking import turn
from tests.conftest import NOW, Ticker
from tests.domains.register import scenes as register
from tests.domains.vault import life, scenes
from tests.domains.vault.life import fresh
from tests.kernel.documents.test_typesetting import text_of
from tests.kernel.witness import codes


@pytest.fixture
def sample(company: Cast, at: Ticker) -> Carrier:
    return life.sample(company, at, register.in_force(company, at))


def lent(sample: Carrier, company: Cast, at: Ticker, days: int = 7) -> Handover:
    actions.lend(
        fresh(sample), to=company["chemist"], purpose="比对",
        back_by=local_day(at.now) + timedelta(days=days), by=company["engineer"], at=at(),
    )  # fmt: skip
    return Handover.objects.latest("pk")


def said(paper: IssuedDocument, company: Cast, at: Ticker) -> str:
    with read_paper(paper, by=company["custodian"], at=at()) as content:
        return str(text_of(content.read()))


def test_the_receiver_finds_it_in_his_inbox_and_says_once_that_he_has_it(
    sample: Carrier, company: Cast, at: Ticker
) -> None:
    handover = lent(sample, company, at)
    assert [one.title for one in received(company["chemist"], at())] == [sample.number]
    assert may(company["chemist"], "vault.confirm_receipt", fresh(sample), at())
    for who in ("custodian", "marketer"):
        with pytest.raises(Refused) as refused:
            actions.confirm_receipt(fresh(sample), handover=handover, by=company[who], at=at())
        assert codes(refused) == ["not_receiver"]
    actions.confirm_receipt(fresh(sample), handover=handover, by=company["chemist"], at=at())
    assert received(company["chemist"], at()) == []
    with pytest.raises(Refused):
        actions.confirm_receipt(fresh(sample), handover=handover, by=company["chemist"], at=at())
    assert Entry.objects.filter(verb="vault.confirm_receipt", outcome="done").count() == 1
    actions.give_back(fresh(sample), whereabouts="样品柜", by=company["engineer"], at=at())
    back = Handover.objects.latest("pk")
    assert (back.from_person, back.to_person) == (company["chemist"], company["engineer"])
    assert back.confirmed_at is not None


def test_what_came_back_waits_for_nobody_s_word(sample: Carrier, company: Cast, at: Ticker) -> None:
    lent(sample, company, at)
    actions.give_back(fresh(sample), whereabouts="样品柜", by=company["engineer"], at=at())
    assert received(company["chemist"], at()) == []


def test_every_kind_of_hand_over_has_a_slip_that_says_whether_it_is_confirmed(
    sample: Carrier, company: Cast, at: Ticker
) -> None:
    handover = lent(sample, company, at)
    first = actions.issue_slip(fresh(sample), handover=handover, by=company["engineer"], at=at())
    assert "尚未" in said(first, company, at)
    assert company["chemist"].name in said(first, company, at)
    assert sample.title not in said(first, company, at)
    actions.confirm_receipt(fresh(sample), handover=handover, by=company["chemist"], at=at())
    second = actions.issue_slip(fresh(sample), handover=handover, by=company["engineer"], at=at())
    assert "确认" in said(second, company, at)
    assert IssuedDocument.objects.get(pk=first.pk).state == "superseded"
    actions.give_back(fresh(sample), whereabouts="样品柜", by=company["engineer"], at=at())
    actions.send_to_repair(
        fresh(sample), outside="某修理厂", purpose="校准", back_by=local_day(at.now),
        by=company["engineer"], at=at(),
    )  # fmt: skip
    actions.back_from_repair(fresh(sample), whereabouts="样品柜", by=company["engineer"], at=at())
    actions.hand_over(
        fresh(sample), to=company["custodian"], whereabouts="库房", purpose="移交",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    copy = actions.copy_carrier(
        fresh(sample), whereabouts="二号柜", holder=company["chemist"], purpose="试用",
        by=company["engineer"], at=at(),
    )  # fmt: skip
    for one in Handover.objects.order_by("pk"):
        paper = actions.issue_slip(
            fresh(one.carrier), handover=one, by=company["engineer"], at=at()
        )
        assert str(one.get_kind_display())[:2] in said(paper, company, at)
    assert Handover.objects.filter(carrier=copy, kind="copied").count() == 1
    with pytest.raises(Invalid):
        actions.issue_slip(fresh(copy), handover=handover, by=company["engineer"], at=at())


def test_a_slip_is_not_issued_by_a_stranger_and_a_stale_page_is_refused(
    sample: Carrier, company: Cast, at: Ticker
) -> None:
    old = fresh(sample)
    handover = lent(sample, company, at)
    with pytest.raises(Stale):
        actions.issue_slip(old, handover=handover, by=company["engineer"], at=at())
    with pytest.raises(Refused) as refused:
        actions.issue_slip(fresh(sample), handover=handover, by=company["chemist"], at=at())
    assert codes(refused) == ["not_keeper"]
    assert not IssuedDocument.objects.exists()


def test_on_screens_lent_confirmed_and_the_slip_issued(
    sample: Carrier, company: Cast, at: Ticker, as_: Any
) -> None:
    handover = lent(sample, company, at)
    path = f"/handovers/{handover.pk}"
    assert path in as_("chemist").get("/").content.decode()
    page = as_("chemist").get(path).content.decode()
    assert sample.number in page
    assert sample.title not in page
    for who in ("marketer", "custodian", "system_admin"):
        assert as_(who).get(path).status_code == 404
        assert as_(who).post(f"{path}/confirm").status_code == 404
    assert as_("chemist").post(f"{path}/confirm").status_code == 302
    assert as_("custodian").post(f"{path}/slip").status_code == 302
    assert as_("marketer").post(f"{path}/slip").status_code == 404
    assert as_("chemist").post(f"{path}/slip").status_code == 403
    shown = as_("custodian").get(f"/carriers/{sample.pk}").content.decode()
    slip = Handover.objects.get(pk=handover.pk).slip
    assert slip is not None
    assert slip.number in shown
    assert as_("chemist").queries(path) <= 14


def test_a_label_leads_a_phone_to_the_count_and_tells_nothing(
    sample: Carrier, company: Cast, at: Ticker, as_: Any
) -> None:
    assert as_("custodian").post(f"/carriers/{sample.pk}/label").status_code == 302
    label = IssuedDocument.objects.get(form="vault.label")
    made = carrier_label(fresh(sample), counted_at="https://x/vault/count/", language="zh-hans")
    assert made.read == f"https://x/vault/count/{fresh(sample).code}"
    text = said(label, company, at)
    assert "".join(str(sample.number).split()) in text
    assert sample.title not in text
    assert str(sample.number) not in sample.code
    assert as_("chemist").post(f"/carriers/{sample.pk}/label").status_code == 403
    assert as_("marketer").post(f"/carriers/{sample.pk}/label").status_code == 404


def test_the_ledger_holds_what_one_sees_and_taking_it_out_is_entered(
    sample: Carrier, company: Cast, at: Ticker, as_: Any
) -> None:
    other = scenes.carrier(company, at)
    answer = as_("custodian").get("/carriers?export=pdf&state=held")
    text = text_of(answer.content)
    assert "".join(str(sample.number).split()) in text
    assert "".join(str(other.number).split()) in text
    narrowed = f"/carriers?export=pdf&secret={other.secret.number}&department=研发"
    only = text_of(as_("custodian").get(narrowed).content)
    assert "".join(str(other.number).split()) in only
    assert "".join(str(sample.number).split()) not in only
    assert as_("custodian").get("/carriers?export=docx").content.startswith(b"PK")
    assert as_("custodian").get("/carriers?export=csv").status_code == 200
    assert Entry.objects.filter(verb="vault.print_ledger", outcome="done").count() == 4
    assert as_("engineer").get("/carriers?export=pdf").status_code == 403
    stranger = text_of(as_("marketing_custodian").get("/carriers?export=pdf").content)
    assert "".join(str(sample.number).split()) not in stranger


@pytest.mark.parametrize(
    ("by", "until", "who", "locked"),
    [(None, 1, 2, False), (1, 1, 2, True), (1, 0, 2, True), (1, -1, 2, False), (1, 1, 1, False)],
)
def test_a_lock_holds_for_others_to_the_end_of_its_last_day(
    by: int | None, until: int, who: int, locked: bool
) -> None:
    day = local_day(NOW)
    assert is_locked(by, day + timedelta(days=until), who, day) is locked


def test_while_it_is_checked_out_nobody_else_puts_a_version_in(company: Cast, at: Ticker) -> None:
    carrier = scenes.filled(company, at).carrier
    actions.check_out(fresh(carrier), by=company["custodian"], at=at())

    def put(who: str) -> CarrierVersion:
        return actions.add_version(
            fresh(carrier), file=io.BytesIO(b"v"), name="v.txt", by=company[who], at=at()
        )

    def check_out_too() -> None:
        actions.check_out(fresh(carrier), by=company["engineer"], at=at())

    for act in (lambda: put("engineer"), check_out_too):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["checked_out"]
    put("custodian")
    with pytest.raises(Refused) as refused:
        actions.check_in(fresh(carrier), by=company["engineer"], at=at())
    assert codes(refused) == ["not_out"]
    actions.check_in(fresh(carrier), by=company["custodian"], at=at())
    put("engineer")
    actions.check_out(fresh(carrier), by=company["custodian"], at=at())
    with pytest.raises(Refused):
        actions.take_over(fresh(carrier), note="急用", by=company["engineer"], at=at())
    actions.take_over(fresh(carrier), note="急用", by=company["office"], at=at())
    put("engineer")
    actions.check_out(fresh(carrier), by=company["custodian"], at=at())
    at(days=LOCKED_FOR.days + 1)
    put("engineer")
    assert Entry.objects.filter(verb="vault.check_out", outcome="done").count() == 3


def test_a_carrier_is_released_once_its_secret_is_declassified(
    company: Cast, at: Ticker, as_: Any
) -> None:
    version = scenes.filled(company, at)
    carrier = version.carrier
    with pytest.raises(Refused) as refused:
        actions.release(fresh(carrier), note="已解密", by=company["office"], at=at())
    assert codes(refused) == ["still_secret"]
    declassify(company, at, carrier.secret)
    assert not may(company["chemist"], "vault.view", fresh(carrier), at())
    with pytest.raises(Refused) as refused:
        actions.release(fresh(carrier), note="已解密", by=company["engineer"], at=at())
    assert codes(refused) == ["not_office"]
    actions.release(fresh(carrier), note="已解密", by=company["office"], at=at())
    assert may(company["chemist"], "vault.view", fresh(carrier), at())
    assert not may(company["system_admin"], "vault.view", fresh(carrier), at())
    use = actions.view(fresh(carrier), version=version, by=company["chemist"], at=at())
    assert use.grant is None
    mark = mark_of(use.number, company["chemist"], at(), fresh(carrier))
    assert local_day(at.now).isoformat() in mark.lines[-1]
    with pytest.raises(Refused) as refused:
        actions.release(fresh(carrier), note="再次", by=company["office"], at=at())
    assert codes(refused) == ["released"]
    assert as_("chemist").get(f"/carriers/{carrier.pk}").status_code == 200
    # Nothing is opened to whoever did not see its entry.
    assert as_("marketer").get(f"/carriers/{carrier.pk}").status_code == 404


def declassify(company: Cast, at: Ticker, secret: TradeSecret) -> None:
    def now() -> TradeSecret:
        return TradeSecret.objects.get(pk=secret.pk)

    propose_change(now(), kind="declassify", reason="已公开", by=company["custodian"], at=at())
    while now().state == "changing":
        seat = Seat.objects.filter(
            step__approval__record_id=secret.pk, step__approval__state="pending",
            decisions__isnull=True,
        ).order_by("step__order")[0]  # fmt: skip
        approve_change(now(), verdict="agree", by=seat.person, at=at())
    assert now().state == "declassified"


def test_what_is_lent_falls_due_and_late_the_head_is_told(
    sample: Carrier, company: Cast, at: Ticker
) -> None:
    lent(sample, company, at, days=20)
    turn(by=HOUSE, at=at())
    assert not Task.objects.filter(duty="vault.back_in_time").exists()
    turn(by=HOUSE, at=at(days=15))
    task = Task.objects.get(duty="vault.back_in_time")
    assert (task.lead, task.due_on) == (company["engineer"], fresh(sample).due_on)
    turn(by=HOUSE, at=at(days=2))
    turn(by=HOUSE, at=at(days=3))
    turn(by=HOUSE, at=at(days=3))
    told = {(one.stage, one.person.pk) for one in Reminder.objects.filter(task=task)}
    assert {("days", company["engineer"].pk), ("today", company["engineer"].pk),
            ("head", company["head"].pk)} <= told  # fmt: skip
    actions.give_back(fresh(sample), whereabouts="样品柜", by=company["engineer"], at=at())
    turn(by=HOUSE, at=at())
    assert Task.objects.get(pk=task.pk).state == "closed"


def test_what_was_received_is_entered_with_giver_paper_and_count(
    company: Cast, at: Ticker, as_: Any
) -> None:
    secret = register.in_force(company, at)
    told = {
        "title": "来样", "medium": "physical", "form": "sample", "whereabouts": "样品柜",
        "source": "received", "received_from": "某供应商", "received_under": "采〔2026〕5 号",
        "pieces": 12, "version": secret.version,
    }  # fmt: skip
    path = f"/secrets/{secret.pk}/carriers/new"
    assert "Under which paper" in as_("engineer").get(path).content.decode()
    assert as_("engineer").post(path, {**told, "pieces": 0}).status_code == 422
    assert as_("engineer").post(path, told).status_code == 302
    carrier = Carrier.objects.get()
    assert (carrier.received_under, carrier.pieces) == ("采〔2026〕5 号", 12)
    assert "采〔2026〕5 号" in as_("engineer").get(f"/carriers/{carrier.pk}").content.decode()
