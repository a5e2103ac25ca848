"""The queue: in with the sending, out once, again after growing pauses, and never twice by two."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.translation import override
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import acknowledge, open_receipt, recall, remind_pending
from shoumi.kernel.delivery.models import Outgoing, Reach, Receipt
from shoumi.kernel.delivery.outbox import queue
from shoumi.kernel.delivery.outbox.going_out import go_out
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import close_to
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.delivery.servers import Post, wecom_server
from tests.kernel.delivery.test_sending import sent

pytestmark = [
    pytest.mark.django_db(databases=["default", "keystore"]),
    pytest.mark.usefixtures("addresses"),
]


def states() -> list[str]:
    return sorted(Outgoing.objects.values_list("state", flat=True))


def text(post: Post, which: int = 0) -> str:
    written = post.letters[which][1].get_payload(decode=True)
    assert isinstance(written, bytes)
    return written.decode()


def test_without_a_channel_nothing_is_queued(record: Record, cast: Cast, at: Ticker) -> None:
    sent(record, cast, at)
    assert not Outgoing.objects.exists()
    assert Receipt.objects.get().state == "sent"


def test_a_sending_goes_out_once_and_says_number_day_and_link_only(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    dispatch = sent(record, cast, at, act="sign", deadline=local_day(at.now))
    assert states() == ["waiting"]
    assert go_out(now=at) == 1
    assert go_out(now=at) == 0
    receipt = dispatch.receipts.get()
    (to, letter), said = post.letters[0], text(post)
    assert to == "engineer@example.cn"
    assert f"https://shoumi.example.cn/receipts/{receipt.pk}" in said
    assert local_day(at.now).isoformat() in said
    for secret in (record.title, cast["engineer"].name, cast["custodian"].name):
        assert secret not in said + str(letter)
    assert states() == ["sent"]


def test_what_is_not_committed_is_not_sent(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        sent(record, cast, at)
        raise ZeroDivisionError
    assert not Outgoing.objects.exists()


def test_whoever_has_no_address_or_wants_no_mail_is_told_in_the_inbox_alone(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    with acting(at):
        Reach(person=cast["engineer"], email=False).save()
        custodian = Person.objects.get(pk=cast["custodian"].pk)
        custodian.email = ""
        custodian.save()
    dispatch = sent(record, cast, at, "engineer", "custodian")
    assert not Outgoing.objects.exists()
    assert set(dispatch.receipts.values_list("state", flat=True)) == {"sent"}


def test_it_is_tried_again_after_growing_pauses_and_then_given_up(
    record: Record, cast: Cast, at: Ticker, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.recipient = lambda address: "450 later"
    sent(record, cast, at)
    with caplog.at_level(logging.WARNING, "shoumi.delivery"):
        for pause in queue.PAUSES:
            go_out(now=lambda: at.now)
            row = Outgoing.objects.get()
            assert (row.state, row.next_at - at.now) == ("waiting", pause)
            assert go_out(now=lambda: at.now) == 0
            at(seconds=pause.total_seconds())
        go_out(now=lambda: at.now)
    row = Outgoing.objects.get()
    assert (row.state, row.fault, row.tries) == ("failed", "later", 6)
    assert "example.cn" not in caplog.text
    assert record.reference not in caplog.text
    assert Receipt.objects.get().state == "sent"


def test_an_address_that_is_refused_is_given_up_at_once_and_others_go(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    post.recipient = lambda a: "550 no" if a.startswith("engineer") else "250 ok"
    sent(record, cast, at, "engineer", "custodian")
    assert go_out(now=at) == 1
    assert states() == ["failed", "sent"]
    failed = Outgoing.objects.failed().get()
    assert (failed.person, failed.fault) == (cast["engineer"], "refused")


def test_a_channel_that_is_down_is_left_alone_until_the_next_round(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    post.sign_in = "535 no"
    sent(record, cast, at, "engineer", "custodian")
    post.breaks = "before"
    go_out(now=lambda: at.now)
    assert post.sessions == 1
    assert sorted(Outgoing.objects.values_list("tries", flat=True)) == [0, 1]
    post.breaks = ""
    go_out(now=lambda: at.now)
    at(minutes=2)
    go_out(now=lambda: at.now)
    assert states() == ["sent", "sent"]


def test_a_node_that_died_while_sending_sends_at_most_once_more(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    sent(record, cast, at)
    first = queue.take("email", at.now)
    assert first is not None
    assert queue.take("email", at.now) is None
    second = queue.take("email", at(seconds=queue.HOLD.total_seconds()))
    assert second is not None
    assert second.pk == first.pk
    assert queue.take("email", at(seconds=queue.HOLD.total_seconds())) is None
    row = Outgoing.objects.get()
    assert (row.state, row.fault) == ("failed", "unsure")
    assert not post.letters


def test_a_connection_that_breaks_after_the_letter_repeats_it_once(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    post.breaks = "after"
    sent(record, cast, at)
    for _ in range(4):
        go_out(now=lambda: at.now)
        at(hours=13)
    assert len(post.letters) == 2
    assert len({letter["Message-ID"] for _to, letter in post.letters}) == 1
    assert Outgoing.objects.get().fault == "unsure"


@pytest.mark.parametrize("why", ["answered", "recalled", "closed", "left"])
def test_what_nobody_needs_any_more_does_not_go(
    record: Record, cast: Cast, at: Ticker, post: Post, why: str
) -> None:
    dispatch, engineer = sent(record, cast, at), cast["engineer"]
    if why == "answered":
        receipt = open_receipt(dispatch.receipts.get(), by=engineer, at=at())
        acknowledge(receipt, by=engineer, at=at())
    elif why == "recalled":
        recall(dispatch, reason="发错了", by=cast["custodian"], at=at())
    elif why == "closed":
        with acting(at):
            close_to(record.audience.get(person=engineer), on=local_day(at.now))
    else:
        end_person(engineer, on=local_day(at.now), by=HOUSE, at=at())
    assert go_out(now=at) == 0
    assert states() == ["dropped"]
    assert not post.letters


def test_each_is_told_in_the_own_language(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    sent(record, cast, at)
    with override("en"):
        go_out(now=at)
    assert "请签收" in text(post)


def test_a_reminder_goes_to_those_who_have_not_answered(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    dispatch = sent(record, cast, at, "engineer", "custodian")
    receipt = dispatch.receipts.get(person=cast["engineer"])
    acknowledge(open_receipt(receipt, by=cast["engineer"], at=at()), by=cast["engineer"], at=at())
    go_out(now=at)
    assert len(post.letters) == 1
    remind_pending(dispatch, by=cast["custodian"], at=at())
    go_out(now=at)
    assert [to for to, _letter in post.letters] == ["custodian@example.cn"] * 2
    assert "提醒" in text(post, 1)


def test_wecom_is_told_beside_the_mail(
    record: Record, cast: Cast, at: Ticker, post: Post, settings: Settings
) -> None:
    with acting(at):
        Reach(person=cast["engineer"], wecom="gong").save()
    with wecom_server() as (known, settings.WECOM):
        sent(record, cast, at, "engineer", "custodian")
        assert go_out(now=at) == 3
    assert [one["touser"] for one in known.messages] == ["gong"]
    assert len(post.letters) == 2


def test_an_address_that_is_gone_is_told_as_such(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    sent(record, cast, at)
    with acting(at):
        person = Person.objects.get(pk=cast["engineer"].pk)
        person.email = ""
        person.save()
    go_out(now=at)
    assert Outgoing.objects.failed().get().fault == "no_address"


def test_each_pause_is_longer_than_the_one_before() -> None:
    assert list(queue.PAUSES) == sorted(queue.PAUSES)
    assert queue.PAUSES[0] == timedelta(minutes=1)
