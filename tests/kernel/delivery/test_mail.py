"""Handing over to a mail server: taken, put off, refused, away, and never without verifying it."""

from datetime import UTC, datetime
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from shoumi.config import tls
from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.delivery.outbox.mail import Mail
from shoumi.kernel.delivery.outbox.places import MailPlace
from shoumi.kernel.delivery.outbox.words import Message
from tests.kernel.delivery.servers import mail_server

LETTER = Message("u-1", "a@example.cn", "请签署：试〔2026〕1 号", "请签署\nhttps://x/receipts/1")


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.ADDRESS = "https://shoumi.example.cn"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return tls.self_made(tmp_path_factory.mktemp("tls"), ["127.0.0.1"], datetime.now(UTC))


def fault_of(place: MailPlace) -> tuple[str, Reach]:
    way = Mail(place)
    with pytest.raises(Undelivered) as refused:
        way.send(LETTER)
    way.close()
    return refused.value.code, refused.value.reach


def test_a_letter_says_what_was_given_it_and_bears_the_same_number_again() -> None:
    with mail_server() as (post, place):
        way = Mail(place)
        way.send(LETTER)
        way.send(LETTER)
        way.close()
    (to, first), (_to, second) = post.letters
    assert to == "a@example.cn"
    assert str(make_header(decode_header(first["Subject"]))) == LETTER.subject
    written = first.get_payload(decode=True)
    assert isinstance(written, bytes)
    assert written.decode().split() == LETTER.body.split()
    assert first["Message-ID"] == second["Message-ID"] == "<u-1@shoumi.example.cn>"
    assert post.sessions == 1


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"recipient": lambda a: "550 no such user"}, ("refused", Reach.LASTING)),
        ({"recipient": lambda a: "450 later"}, ("later", Reach.PASSING)),
        ({"data": "554 spam"}, ("refused", Reach.LASTING)),
        ({"data": "451 later"}, ("later", Reach.PASSING)),
        ({"breaks": "before"}, ("unreachable", Reach.UNSURE)),
        ({"breaks": "after"}, ("unreachable", Reach.UNSURE)),
    ],
)
def test_what_the_server_says_is_understood(
    answers: dict[str, Any], expected: tuple[str, Reach]
) -> None:
    with mail_server() as (post, place):
        for name, value in answers.items():
            setattr(post, name, value)
        assert fault_of(place) == expected


def test_after_a_refusal_the_next_letter_goes() -> None:
    with mail_server() as (post, place):
        way = Mail(place)
        post.recipient = lambda address: "550 no such user"
        with pytest.raises(Undelivered):
            way.send(LETTER)
        post.recipient = lambda address: "250 ok"
        way.send(LETTER)
        way.close()
    assert len(post.letters) == 1


def test_a_wrong_password_is_a_matter_of_the_channel() -> None:
    with mail_server(user="u", password="p") as (post, place):
        post.sign_in = "535 no"
        assert fault_of(place) == ("sign_in", Reach.CHANNEL)


def test_nobody_there_is_a_matter_of_the_channel() -> None:
    with mail_server() as (_post, place):
        pass
    assert fault_of(place) == ("unreachable", Reach.CHANNEL)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_is_verified(security: str, certificate: tuple[Path, Path]) -> None:
    ca = str(certificate[0])
    with mail_server(security, certificate, ca_file=ca, user="u", password="p") as (post, place):
        way = Mail(place)
        way.send(LETTER)
        way.close()
        assert len(post.letters) == 1
    with mail_server(security, certificate) as (post, place):
        assert fault_of(place) == ("certificate", Reach.CHANNEL)
        assert not post.letters


def test_without_the_tls_that_was_asked_for_nothing_is_said() -> None:
    with mail_server() as (post, plain):
        place = MailPlace(plain.host, plain.port, "starttls", plain.sender, timeout=2)
        assert fault_of(place) == ("sign_in", Reach.CHANNEL)
        assert not post.letters


def test_a_place_shows_no_password() -> None:
    assert "geheim" not in repr(MailPlace("h", 25, "none", "s@x.cn", "u", "geheim"))
