"""Each chooses for oneself; a test message; and what the office sees to."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.delivery.actions import choose_channels, see_to_undelivered, try_channels
from shoumi.kernel.delivery.models import Outgoing, Reach
from shoumi.kernel.delivery.outbox.going_out import go_out
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.kernel.delivery.servers import Post
from tests.kernel.delivery.test_sending import sent
from tests.kernel.papers import entries

pytestmark = [
    pytest.mark.django_db(databases=["default", "keystore"]),
    pytest.mark.usefixtures("addresses"),
]


def test_a_choice_is_ones_own_and_may_be_changed(cast: Cast, at: Ticker) -> None:
    for email in (False, True):
        choose_channels(email=email, digest=False, wecom=" gong ", by=cast["engineer"], at=at())
    reach = Reach.objects.get()
    assert (reach.person, reach.email, reach.digest, reach.wecom) == (
        cast["engineer"], True, False, "gong",
    )  # fmt: skip
    assert entries("delivery.choose_channels") == 2


@pytest.mark.parametrize("wecom", ["a b", "张三", "a|b", "x" * 65])
def test_a_name_that_wecom_has_not_is_refused(cast: Cast, at: Ticker, wecom: str) -> None:
    with pytest.raises(Invalid) as refused:
        choose_channels(email=True, digest=True, wecom=wecom, by=cast["engineer"], at=at())
    assert refused.value.field == "wecom"


def test_whoever_has_left_chooses_nothing(cast: Cast, at: Ticker) -> None:
    end_person(cast["engineer"], on=local_day(at.now), by=HOUSE, at=at())
    with pytest.raises(Refused):
        choose_channels(email=True, digest=True, wecom="", by=cast["engineer"], at=at())


def test_a_test_message_arrives(cast: Cast, at: Ticker, post: Post) -> None:
    assert try_channels(by=cast["engineer"], at=at()) == ["email"]
    with pytest.raises(Refused):
        try_channels(by=cast["engineer"], at=at())
    assert go_out(now=at) == 1
    assert post.letters[0][0] == "engineer@example.cn"


def test_where_nothing_reaches_no_test_is_sent(cast: Cast, at: Ticker) -> None:
    with pytest.raises(Refused):
        try_channels(by=cast["engineer"], at=at())
    assert not Outgoing.objects.exists()


def failed(record: Record, cast: Cast, at: Ticker, post: Post) -> Outgoing:
    post.recipient = lambda address: "550 no"
    sent(record, cast, at)
    go_out(now=at)
    post.recipient = lambda address: "250 ok"
    return Outgoing.objects.failed().get()


def test_the_office_tries_again(record: Record, cast: Cast, at: Ticker, post: Post) -> None:
    row = failed(record, cast, at, post)
    assert see_to_undelivered(keys=[row.pk], again=True, by=cast["office"], at=at()) == 1
    assert go_out(now=at) == 1
    assert len(post.letters) == 1


def test_the_office_has_told_them_otherwise(
    record: Record, cast: Cast, at: Ticker, post: Post
) -> None:
    row = failed(record, cast, at, post)
    see_to_undelivered(keys=[row.pk], again=False, by=cast["office"], at=at())
    assert not Outgoing.objects.failed().exists()
    with pytest.raises(Invalid):
        see_to_undelivered(keys=[row.pk], again=False, by=cast["office"], at=at())
    assert go_out(now=at) == 0


@pytest.mark.parametrize("who", ["engineer", "custodian", "system_admin"])
def test_nobody_else_sees_to_it(
    record: Record, cast: Cast, at: Ticker, post: Post, who: str
) -> None:
    row = failed(record, cast, at, post)
    with pytest.raises(Refused):
        see_to_undelivered(keys=[row.pk], again=True, by=cast[who], at=at())
