"""Answering: by the recipient, to the version that was opened; or on paper, with its true date."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.actions import acknowledge, acknowledge_on_paper, decline, open_receipt
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.actions import add_evidence, issue, void
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.delivery.test_sending import paper, sent
from tests.kernel.papers import FORM, PDF, entries, keep_record, whole_paper

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def received(
    record: Record, cast: Cast, at: Ticker, act: str = "acknowledge", **rest: Any
) -> Receipt:
    dispatch = sent(record, cast, at, act=act, **rest)
    receipt: Receipt = dispatch.receipts.get()
    return receipt


def opened(receipt: Receipt, cast: Cast, at: Ticker) -> Receipt:
    return open_receipt(receipt, by=cast["engineer"], at=at())


def scan(record: Record, cast: Cast, at: Ticker) -> Evidence:
    return add_evidence(
        record, file=io.BytesIO(PDF), file_name="a.pdf", description="签收单",
        signed_on=date(2026, 11, 2), by=cast["custodian"], at=at(),
    )  # fmt: skip


def test_opening_remembers_the_first_time_and_the_exact_version(
    record: Record, cast: Cast, at: Ticker
) -> None:
    document = paper(record, cast, at)
    receipt = opened(received(record, cast, at, document=document), cast, at)
    first = receipt.opened_at
    opened(receipt, cast, at)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.opened_at) == ("opened", first)
    assert receipt.version_sha256 == document.sha256
    assert entries("delivery.open_receipt") == 2


def test_the_recipient_confirms(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = opened(received(record, cast, at, document=paper(record, cast, at)), cast, at)
    acknowledge(receipt, by=cast["engineer"], at=at())
    receipt.refresh_from_db()
    assert (receipt.state, receipt.method, receipt.done_at) == ("done", "click", at.now)
    assert receipt.signed_on is None
    assert entries("delivery.acknowledge") == 1
    with pytest.raises(Refused):
        acknowledge(receipt, by=cast["engineer"], at=at())


def test_nothing_is_confirmed_unopened(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = received(record, cast, at)
    with pytest.raises(Refused) as refused:
        acknowledge(receipt, by=cast["engineer"], at=at())
    assert [reason.code for reason in refused.value.because] == ["state"]


@pytest.mark.parametrize("who", ["custodian", "chair", "marketer"])
def test_nobody_answers_for_another(record: Record, cast: Cast, at: Ticker, who: str) -> None:
    receipt = received(record, cast, at)
    answers: tuple[Callable[[], object], ...] = (
        lambda: open_receipt(receipt, by=cast[who], at=at()),
        lambda: acknowledge(receipt, by=cast[who], at=at()),
        lambda: decline(receipt, reason="x", by=cast[who], at=at()),
    )
    for answer in answers:
        with pytest.raises(Refused):
            answer()
    receipt.refresh_from_db()
    assert receipt.state == "sent"
    assert entries("delivery.acknowledge", b"refused") == 1


def test_a_signature_needs_the_password(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = opened(received(record, cast, at, "sign"), cast, at)
    with pytest.raises(Invalid) as refused:
        acknowledge(receipt, by=cast["engineer"], at=at())
    assert refused.value.field == "method"
    acknowledge(receipt, method="password", by=cast["engineer"], at=at())
    assert receipt.method == "password"


def test_a_paper_by_itself_is_no_method_on_the_screen(
    record: Record, cast: Cast, at: Ticker
) -> None:
    receipt = opened(received(record, cast, at), cast, at)
    with pytest.raises(Invalid):
        acknowledge(receipt, method="paper", by=cast["engineer"], at=at())


def test_a_reply_needs_words(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = opened(received(record, cast, at, "reply"), cast, at)
    for answer in ("", "  ", "长" * 1001):
        with pytest.raises(Invalid) as refused:
            acknowledge(receipt, answer=answer, by=cast["engineer"], at=at())
        assert refused.value.field == "answer"
    acknowledge(receipt, answer=" 已落实 ", by=cast["engineer"], at=at())
    assert receipt.answer == "已落实"


def test_what_changed_since_it_was_opened_must_be_opened_again(
    record: Record, cast: Cast, at: Ticker
) -> None:
    receipt = opened(received(record, cast, at), cast, at)
    with acting(at):
        record.title = "改过的标题"
        record.save()
    with pytest.raises(Refused) as refused:
        acknowledge(receipt, by=cast["engineer"], at=at())
    assert [reason.code for reason in refused.value.because] == ["changed"]
    acknowledge(opened(receipt, cast, at), by=cast["engineer"], at=at())
    assert receipt.state == "done"


@pytest.mark.parametrize("how", ["void", "replace"])
def test_a_paper_no_longer_in_force_is_not_confirmed(
    record: Record, cast: Cast, at: Ticker, how: str
) -> None:
    document = paper(record, cast, at)
    receipt = opened(received(record, cast, at, document=document), cast, at)
    if how == "void":
        void(document, reason="x", by=cast["custodian"], at=at())
    else:
        issue(
            record, paper=whole_paper(title="新"), form=FORM.code, supersedes=document,
            by=cast["custodian"], at=at(),
        )  # fmt: skip
    receipt = Receipt.objects.get(pk=receipt.pk)
    with pytest.raises(Refused) as refused:
        acknowledge(receipt, by=cast["engineer"], at=at())
    assert [reason.code for reason in refused.value.because] == ["replaced"]
    with pytest.raises(Refused):
        acknowledge_on_paper(
            receipt, evidence=scan(record, cast, at), by=cast["custodian"], at=at()
        )


def test_declining_needs_a_reason(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = opened(received(record, cast, at), cast, at)
    with pytest.raises(Invalid):
        decline(receipt, reason=" ", by=cast["engineer"], at=at())
    decline(receipt, reason="内容有误", by=cast["engineer"], at=at())
    assert (receipt.state, receipt.answer) == ("declined", "内容有误")
    assert entries("delivery.decline") == 1


def test_what_is_only_to_be_noted_is_not_declined(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = opened(received(record, cast, at, "know"), cast, at)
    with pytest.raises(Refused):
        decline(receipt, reason="x", by=cast["engineer"], at=at())


def test_the_signed_paper_stands_for_the_answer(record: Record, cast: Cast, at: Ticker) -> None:
    document = paper(record, cast, at)
    receipt = received(record, cast, at, "sign", document=document)
    evidence = scan(record, cast, at)
    acknowledge_on_paper(receipt, evidence=evidence, by=cast["custodian"], at=at())
    receipt.refresh_from_db()
    assert (receipt.state, receipt.method, receipt.evidence) == ("done", "paper", evidence)
    assert (receipt.signed_on, receipt.done_at) == (date(2026, 11, 2), at.now)
    assert receipt.version_sha256 == document.sha256
    assert entries("delivery.acknowledge_on_paper") == 1


def test_the_scan_of_another_record_is_refused(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = received(record, cast, at)
    other = keep_record(cast, at, "custodian")
    with pytest.raises(Invalid) as refused:
        acknowledge_on_paper(receipt, evidence=scan(other, cast, at), by=cast["custodian"], at=at())
    assert refused.value.field == "evidence"


def test_ones_own_receipt_is_not_filed_on_paper(record: Record, cast: Cast, at: Ticker) -> None:
    receipt: Receipt = sent(record, cast, at, "custodian").receipts.get()
    evidence = scan(record, cast, at)
    with pytest.raises(Refused) as refused:
        acknowledge_on_paper(receipt, evidence=evidence, by=cast["custodian"], at=at())
    assert [reason.code for reason in refused.value.because] == ["for_others"]
    receipt = received(record, cast, at)
    with pytest.raises(Refused):
        acknowledge_on_paper(receipt, evidence=evidence, by=cast["engineer"], at=at())


def test_a_stale_receipt_is_refused(record: Record, cast: Cast, at: Ticker) -> None:
    receipt = received(record, cast, at)
    stale = Receipt.objects.get(pk=receipt.pk)
    opened(receipt, cast, at)
    with pytest.raises(Stale):
        acknowledge(stale, by=cast["engineer"], at=at())
