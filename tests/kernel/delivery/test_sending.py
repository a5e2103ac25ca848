"""Sending: to those who see the record and nobody else, one receipt each, counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Post
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.actions import acknowledge, decline, expire, open_receipt, send
from shoumi.kernel.delivery.actions.sending import people_seeing
from shoumi.kernel.delivery.inbox import inbox
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.documents.actions import issue, void
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import close_to, open_to
from tests.conftest import NOW, Ticker
from tests.kernel.acting import acting
from tests.kernel.papers import FORM, entries, keep_record, whole_paper

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def sent(
    record: Record, cast: Cast, at: Ticker, *to: str, by: str = "custodian", **given: Any
) -> Dispatch:
    people = [cast[key] for key in to or ("engineer",)]
    return send(
        record, people=people, act=given.pop("act", "acknowledge"), by=cast[by], at=at(), **given
    )


def paper(record: Record, cast: Cast, at: Ticker) -> IssuedDocument:
    return issue(record, paper=whole_paper(), form=FORM.code, by=cast["custodian"], at=at())


def test_each_person_gets_one_receipt(record: Record, cast: Cast, at: Ticker) -> None:
    dispatch = sent(record, cast, at, "engineer", "custodian", "engineer")
    assert [(row.person, row.state) for row in dispatch.receipts.order_by("person_id")] == [
        (cast["custodian"], "sent"),
        (cast["engineer"], "sent"),
    ]
    assert entries("delivery.send") == 1


def test_whoever_may_not_see_the_record_is_sent_nothing(
    record: Record, cast: Cast, at: Ticker
) -> None:
    with pytest.raises(Invalid) as refused:
        sent(record, cast, at, "engineer", "chemist", "sister_custodian")
    assert refused.value.field == "people"
    assert "2" in str(refused.value.message)
    assert not Dispatch.objects.exists()
    assert not Receipt.objects.exists()


def test_audiences_by_post_and_unit_are_reached(record: Record, cast: Cast, at: Ticker) -> None:
    with acting(at):
        open_to(record, cast.units["MK"], Capacity.KNOWS, because="t", at=at())
        chair = Post.objects.get(org_unit=cast.units["YL"], role="chair")
        open_to(record, chair, Capacity.DECIDES, because="t", at=at())
    seeing = people_seeing(record, local_day(at.now))
    wanted = {"custodian", "engineer", "chair", "marketing_head", "marketing_custodian", "marketer"}
    assert {person.pk for person in seeing} == {cast[key].pk for key in wanted}
    everybody = [cast[key] for key in cast.persons]
    visible = {
        person.pk
        for person in everybody
        if Record.objects.visible_to(person, at.now).filter(pk=record.pk).exists()
    }
    assert visible == {person.pk for person in seeing}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"act": "obey"}, "act"),
        ({"deadline": local_day(NOW) - timedelta(days=1)}, "deadline"),
        ({"people": []}, "people"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    record: Record, cast: Cast, at: Ticker, given: dict[str, Any], field: str
) -> None:
    fields = {"people": [cast["engineer"]], "act": "know"}
    with pytest.raises(Invalid) as refused:
        send(record, **{**fields, **given}, by=cast["custodian"], at=at())
    assert refused.value.field == field
    assert entries("delivery.send") == 0


def test_a_paper_that_is_void_or_anothers_is_not_sent(
    record: Record, cast: Cast, at: Ticker
) -> None:
    document = paper(record, cast, at)
    other = keep_record(cast, at, "custodian", "engineer")
    with pytest.raises(Invalid):
        sent(other, cast, at, document=document)
    void(document, reason="x", by=cast["custodian"], at=at())
    with pytest.raises(Invalid) as refused:
        sent(record, cast, at, document=document)
    assert refused.value.field == "document"


@pytest.mark.parametrize("who", ["engineer", "marketing_custodian", "system_admin"])
def test_others_may_not_send(record: Record, cast: Cast, at: Ticker, who: str) -> None:
    with pytest.raises(Refused):
        sent(record, cast, at, by=who)
    assert entries("delivery.send", b"refused") == 1


def test_a_stale_record_is_refused(record: Record, cast: Cast, at: Ticker) -> None:
    with pytest.raises(Stale):
        sent(record.seen_at(record.version + 1), cast, at)
    assert not Dispatch.objects.exists()


def test_a_notice_says_verb_and_number_and_no_title(record: Record, cast: Cast, at: Ticker) -> None:
    document = paper(record, cast, at)
    dispatch = sent(record, cast, at, act="sign", document=document)
    with override("zh-hans"):
        assert dispatch.subject == "请签署：定密审〔2026〕1 号"
    with override("en"):
        assert str(dispatch) == "Please sign: 定密审〔2026〕1 号"
    assert record.title not in sent(record, cast, at).subject


def test_the_inbox_shows_the_nearest_deadline_first(record: Record, cast: Cast, at: Ticker) -> None:
    today = local_day(at.now)
    days = [None, today + timedelta(days=9), today + timedelta(days=2)]
    never, later, sooner = [sent(record, cast, at, deadline=day) for day in days]
    waiting = inbox(cast["engineer"], at())
    assert [row.dispatch for row in waiting] == [sooner, later, never]
    open_receipt(waiting[0], by=cast["engineer"], at=at())
    assert len(inbox(cast["engineer"], at())) == 3
    assert not inbox(cast["custodian"], at()).exists()


def test_the_inbox_is_one_query_once_the_standing_is_known(
    record: Record, cast: Cast, at: Ticker
) -> None:
    for _ in range(3):
        sent(record, cast, at, document=paper(record, cast, at))
    engineer = cast["engineer"]
    inbox(engineer, at())
    with CaptureQueriesContext(connection) as queries:
        assert len([row.dispatch.subject for row in inbox(engineer, at())]) == 3
    assert len(queries) == 1


def test_what_one_may_not_see_any_more_leaves_the_inbox(
    record: Record, cast: Cast, at: Ticker
) -> None:
    sent(record, cast, at)
    row = record.audience.get(person=cast["engineer"])
    with acting(at):
        close_to(row, on=local_day(at.now))
    assert not inbox(cast["engineer"], at()).exists()
    with pytest.raises(Refused):
        open_receipt(Receipt.objects.get(), by=cast["engineer"], at=at())


def test_a_dispatch_counts_its_receipts(record: Record, cast: Cast, at: Ticker) -> None:
    with acting(at):
        open_to(record, cast.units["MK"], Capacity.KNOWS, because="t", at=at())
    to = ("engineer", "marketing_head", "marketer")
    dispatch = sent(record, cast, at, *to, deadline=local_day(at.now))
    first, second, _third = (dispatch.receipts.get(person=cast[key]) for key in to)
    for receipt, key in ((first, to[0]), (second, to[1])):
        open_receipt(receipt, by=cast[key], at=at())
    acknowledge(first, by=cast[to[0]], at=at())
    decline(second, reason="不是我", by=cast[to[1]], at=at())
    counted = Dispatch.objects.counted().get(pk=dispatch.pk)
    found = (counted.total, counted.pending, counted.opened, counted.done, counted.declined)  # type: ignore[attr-defined]
    assert found == (3, 1, 2, 1, 1)


def test_the_unanswered_lapse_after_the_last_day(record: Record, cast: Cast, at: Ticker) -> None:
    dispatch = sent(record, cast, at, "engineer", "custodian", deadline=local_day(at.now))
    done = dispatch.receipts.get(person=cast["custodian"])
    open_receipt(done, by=cast["custodian"], at=at())
    acknowledge(done, by=cast["custodian"], at=at())
    with pytest.raises(Refused):
        expire(dispatch, by=HOUSE, at=at())
    at(days=1)
    assert list(Dispatch.objects.overdue(local_day(at.now))) == [dispatch]
    with pytest.raises(Refused):
        expire(dispatch, by=cast["custodian"], at=at())
    expire(dispatch, by=HOUSE, at=at())
    assert sorted(dispatch.receipts.values_list("state", flat=True)) == ["done", "expired"]
    assert not Dispatch.objects.overdue(local_day(at.now)).exists()
    assert entries("delivery.expire") == 1


def test_without_a_last_day_nothing_lapses(record: Record, cast: Cast, at: Ticker) -> None:
    dispatch = sent(record, cast, at)
    at(days=400)
    with pytest.raises(Refused):
        expire(dispatch, by=HOUSE, at=at())
    assert not Dispatch.objects.overdue(date(2030, 1, 1)).exists()
