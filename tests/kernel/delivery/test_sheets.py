"""One scanned sheet answers for many, each on the day beside the name."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.actions import acknowledge, enter_sheet, open_receipt
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.actions import void
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.delivery.test_sending import paper, sent
from tests.kernel.papers import entries, scan

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def entered(
    dispatch: Dispatch, cast: Cast, at: Ticker, signed: dict[int, date], by: str = "office"
) -> Dispatch:
    return enter_sheet(
        dispatch, scan=scan(), signed=signed, description="签收单", by=cast[by], at=at()
    )


@pytest.fixture
def dispatch(seen_by_office: Record, cast: Cast, at: Ticker) -> Dispatch:
    document = paper(seen_by_office, cast, at)
    found = sent(seen_by_office, cast, at, "engineer", "custodian", act="sign", document=document)
    at(days=5)
    return found


def days_of(dispatch: Dispatch, *back: int) -> dict[int, date]:
    rows = dispatch.receipts.order_by("person_id")
    first = local_day(dispatch.sent_at)
    return {row.pk: first + timedelta(days=n) for row, n in zip(rows, back, strict=False)}


def test_each_has_the_own_day_and_all_have_one_scan(
    dispatch: Dispatch, cast: Cast, at: Ticker
) -> None:
    signed = days_of(dispatch, 1, 3)
    entered(dispatch, cast, at, signed)
    rows = list(dispatch.receipts.all())
    assert {row.pk: row.signed_on for row in rows} == signed
    assert {(row.state, row.method, row.version) for row in rows} == {("done", "paper", 1)}
    evidence = Evidence.objects.get()
    assert {row.evidence_id for row in rows} == {evidence.pk}
    assert evidence.signed_on == max(signed.values())
    assert {row.version_sha256 for row in rows} == {dispatch.sha256}
    assert entries("delivery.enter_sheet") == 1


def test_who_did_not_sign_is_still_waited_for(dispatch: Dispatch, cast: Cast, at: Ticker) -> None:
    entered(dispatch, cast, at, days_of(dispatch, 1))
    assert sorted(dispatch.receipts.values_list("state", flat=True)) == ["done", "sent"]


@pytest.mark.parametrize("back", [-1, 6])
def test_a_day_before_the_sending_or_to_come_is_refused(
    dispatch: Dispatch, cast: Cast, at: Ticker, back: int
) -> None:
    with pytest.raises(Invalid) as refused:
        entered(dispatch, cast, at, days_of(dispatch, 1, back))
    assert refused.value.field == "signed"
    assert not Evidence.objects.exists()


def test_an_empty_sheet_is_refused(dispatch: Dispatch, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Invalid):
        entered(dispatch, cast, at, {})


def test_whoever_answered_meanwhile_stops_the_sheet(
    dispatch: Dispatch, cast: Cast, at: Ticker
) -> None:
    signed = days_of(dispatch, 1, 1)
    mine = dispatch.receipts.get(person=cast["engineer"])
    by: dict[str, Any] = {"by": cast["engineer"]}
    acknowledge(open_receipt(mine, **by, at=at()), method="password", **by, at=at())
    with pytest.raises(Invalid):
        entered(dispatch, cast, at, signed)
    assert Receipt.objects.filter(method="paper").count() == 0
    assert not Evidence.objects.exists()


def test_nobody_enters_the_own_signature(dispatch: Dispatch, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Refused):
        entered(dispatch, cast, at, days_of(dispatch, 1, 1), by="custodian")


def test_a_paper_that_is_void_takes_no_signature(
    dispatch: Dispatch, cast: Cast, at: Ticker
) -> None:
    assert dispatch.document is not None
    void(dispatch.document, reason="x", by=cast["custodian"], at=at())
    with pytest.raises(Refused):
        entered(Dispatch.objects.get(), cast, at, days_of(dispatch, 1))


@pytest.mark.parametrize("who", ["engineer", "marketing_custodian", "system_admin"])
def test_only_who_may_send_enters_it(dispatch: Dispatch, cast: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        entered(dispatch, cast, at, days_of(dispatch, 1), by=who)
    assert entries("delivery.enter_sheet", b"refused") == 1


def test_a_stale_dispatch_is_refused(dispatch: Dispatch, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Stale):
        entered(dispatch.seen_at(dispatch.version + 1), cast, at, days_of(dispatch, 1))
