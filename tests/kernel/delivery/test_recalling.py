"""Taking a sending back, and reminding: who may, who may not, once, and only the unanswered."""

from collections.abc import Callable
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.actions import (
    acknowledge,
    open_receipt,
    recall,
    remind_pending,
    send,
    take_list,
)
from shoumi.kernel.delivery.inbox import inbox
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.delivery.test_sending import sent
from tests.kernel.papers import entries

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def recalled(dispatch: Dispatch, **by_at: Any) -> Dispatch:
    return recall(dispatch, reason="发错了", **by_at)


ACTS: dict[str, Callable[..., Dispatch]] = {
    "delivery.recall": recalled,
    "delivery.remind_pending": remind_pending,
    "delivery.take_list": take_list,
}


@pytest.mark.parametrize("verb", sorted(ACTS))
@pytest.mark.parametrize("who", ["engineer", "marketing_custodian", "system_admin"])
def test_only_who_may_send_may_do_more(
    record: Record, cast: Cast, at: Ticker, verb: str, who: str
) -> None:
    dispatch = sent(record, cast, at)
    with pytest.raises(Refused):
        ACTS[verb](dispatch, by=cast[who], at=at())
    assert (entries(verb), entries(verb, b"refused")) == (0, 1)


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_the_sender_may_and_it_is_entered_once(
    record: Record, cast: Cast, at: Ticker, verb: str
) -> None:
    ACTS[verb](sent(record, cast, at), by=cast["custodian"], at=at())
    assert entries(verb) == 1


@pytest.mark.parametrize("verb", ["delivery.recall", "delivery.remind_pending"])
def test_a_stale_dispatch_is_refused(record: Record, cast: Cast, at: Ticker, verb: str) -> None:
    dispatch = sent(record, cast, at)
    with pytest.raises(Stale):
        ACTS[verb](dispatch.seen_at(dispatch.version + 1), by=cast["custodian"], at=at())
    assert entries(verb) == 0


def test_what_was_answered_stays_and_the_rest_leaves_the_inbox(
    record: Record, cast: Cast, at: Ticker
) -> None:
    dispatch = sent(record, cast, at, "engineer", "custodian")
    mine = dispatch.receipts.get(person=cast["custodian"])
    acknowledge(open_receipt(mine, by=cast["custodian"], at=at()), by=cast["custodian"], at=at())
    recalled(dispatch, by=cast["custodian"], at=at())
    states = dict(dispatch.receipts.values_list("person", "state"))
    assert states == {cast["custodian"].pk: "done", cast["engineer"].pk: "withdrawn"}
    assert not inbox(cast["engineer"], at()).exists()
    assert Dispatch.objects.counted().get().withdrawn == 1  # type: ignore[attr-defined]
    for act in (recalled, remind_pending):
        with pytest.raises(Refused):
            act(dispatch, by=cast["custodian"], at=at())


def test_why_must_be_said(record: Record, cast: Cast, at: Ticker) -> None:
    dispatch = sent(record, cast, at)
    for reason in ("", " ", "长" * 301):
        with pytest.raises(Invalid) as refused:
            recall(dispatch, reason=reason, by=cast["custodian"], at=at())
        assert refused.value.field == "reason"
    dispatch.refresh_from_db()
    assert dispatch.recalled_at is None


def test_a_reminder_is_given_once_a_day(record: Record, cast: Cast, at: Ticker) -> None:
    dispatch = sent(record, cast, at)
    remind_pending(dispatch, by=cast["custodian"], at=at())
    with pytest.raises(Refused) as refused:
        remind_pending(dispatch, by=cast["custodian"], at=at())
    assert [reason.code for reason in refused.value.because] == ["reminded"]
    remind_pending(dispatch, by=cast["custodian"], at=at(days=1))
    assert dispatch.reminded_at == at.now


def test_many_are_sent_to_in_few_statements(
    record: Record, cast: Cast, at: Ticker, crowd: list[Any], django_assert_max_num_queries: Any
) -> None:
    """300 recipients: what is asked and written must not grow by the person."""
    with django_assert_max_num_queries(30):
        dispatch = send(record, people=crowd, act="know", by=cast["custodian"], at=at())
    assert dispatch.receipts.filter(state="sent").count() == len(crowd) == 300
    with django_assert_max_num_queries(30):
        recalled(dispatch, by=cast["custodian"], at=at())
    assert dispatch.receipts.filter(state="withdrawn", version=1).count() == 300
