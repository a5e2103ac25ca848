"""Handing over to WeCom: taken, refused, busy, away; its token asked for again when it is stale."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shoumi.config import tls
from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.delivery.outbox.places import WecomPlace
from shoumi.kernel.delivery.outbox.wecom import Wecom
from shoumi.kernel.delivery.outbox.words import Message
from tests.kernel.delivery.servers import wecom_server

NOTE = Message("u-1", "zhangsan", "请签署：试〔2026〕1 号", "请签署\nhttps://x/receipts/1")


def fault_of(place: WecomPlace) -> tuple[str, Reach]:
    with pytest.raises(Undelivered) as refused:
        Wecom(place).send(NOTE)
    return refused.value.code, refused.value.reach


def test_a_message_goes_to_one_account_and_only_once() -> None:
    with wecom_server() as (known, place):
        way = Wecom(place)
        way.send(NOTE)
        way.send(NOTE)
    (first, _second) = known.messages
    assert (first["touser"], first["agentid"], first["msgtype"]) == ("zhangsan", 7, "text")
    assert first["text"] == {"content": NOTE.body}
    assert first["enable_duplicate_check"] == 1
    assert known.tokens == 1


@pytest.mark.parametrize("code", [40014, 42001])
def test_a_stale_token_is_asked_for_again(code: int) -> None:
    with wecom_server() as (known, place):
        known.answers = [{"errcode": code}]
        Wecom(place).send(NOTE)
    assert (known.tokens, len(known.messages)) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"errcode": 81013}, ("refused", Reach.LASTING)),
        ({"errcode": 0, "invaliduser": "zhangsan"}, ("refused", Reach.LASTING)),
        ({"errcode": 45009}, ("later", Reach.PASSING)),
        ({"errcode": -1}, ("later", Reach.PASSING)),
        ({"errcode": 60020}, ("sign_in", Reach.CHANNEL)),
    ],
)
def test_its_codes_are_understood(answer: dict[str, Any], expected: tuple[str, Reach]) -> None:
    with wecom_server() as (known, place):
        known.answers = [answer]
        assert fault_of(place) == expected
        assert not known.messages


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": 500}, ("unreachable", Reach.CHANNEL)),
        ({"status": 403}, ("unreachable", Reach.CHANNEL)),
        ({"raw": b"<html>"}, ("unreachable", Reach.CHANNEL)),
        ({"raw": b"[]"}, ("sign_in", Reach.CHANNEL)),
        ({"token_answer": {"errcode": 40013}}, ("sign_in", Reach.CHANNEL)),
        ({"silent": True}, ("unreachable", Reach.UNSURE)),
        ({"redirect": "http://127.0.0.1:9/"}, ("unreachable", Reach.CHANNEL)),
    ],
)
def test_what_is_no_answer_is_a_matter_of_the_channel(
    told: dict[str, Any], expected: tuple[str, Reach]
) -> None:
    with wecom_server() as (known, place):
        for name, value in told.items():
            setattr(known, name, value)
        assert fault_of(place) == expected


def test_a_wrong_secret_is_a_matter_of_the_channel() -> None:
    with wecom_server(secret="wrong") as (_known, place):
        assert fault_of(place) == ("sign_in", Reach.CHANNEL)


def test_the_service_is_verified(tmp_path: Path) -> None:
    certificate = tls.self_made(tmp_path, ["127.0.0.1"], datetime.now(UTC))
    with wecom_server(certificate, ca_file=str(certificate[0])) as (known, place):
        Wecom(place).send(NOTE)
        assert len(known.messages) == 1
    with wecom_server(certificate) as (known, place):
        assert fault_of(place) == ("certificate", Reach.CHANNEL)
        assert known.tokens == 0
