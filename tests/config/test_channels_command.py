"""`shoumi channels`: what is set up, whether it answers, and a test message."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from shoumi.config import readiness
from shoumi.config.commands import main
from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models import Outgoing
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.delivery.servers import Post, mail_server


@pytest.fixture
def post(
    settings: Settings, cast: Cast, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Post]:
    monkeypatch.setattr(readiness, "require_set_up", lambda: None)
    with acting(at):
        person = Person.objects.get(pk=cast["engineer"].pk)
        person.email = "engineer@example.cn"
        person.save()
    with mail_server() as (post, place):
        settings.MAIL, settings.ADDRESS = place, "https://shoumi.example.cn"
        yield post


def test_it_shows_what_is_set_up(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["channels"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    post.sign_in = "535 no"


def test_one_that_does_not_answer_is_told(
    post: Post, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(user="u", password="p") as (other, settings.MAIL):
        other.sign_in = "535 no"
        assert main(["channels"]) == 1
    assert "example.cn" not in capsys.readouterr().out


def test_a_test_message_goes_at_once(post: Post, cast: Cast) -> None:
    assert main(["channels", "--test", cast["engineer"].staff_number]) == 0
    assert [to for to, _letter in post.letters] == ["engineer@example.cn"]
    assert Outgoing.objects.get().state == "sent"


def test_one_that_does_not_go_is_told_and_forgotten(
    post: Post, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    post.recipient = lambda address: "550 no"
    assert main(["channels", "--test", cast["engineer"].staff_number]) == 1
    assert capsys.readouterr().err
    assert not Outgoing.objects.failed().exists()


@pytest.mark.parametrize("who", ["nobody", "chair"])
def test_who_is_not_reached_is_told(post: Post, cast: Cast, who: str) -> None:
    number = "nobody" if who == "nobody" else cast[who].staff_number
    assert main(["channels", "--test", number]) == 1
    assert not post.letters
