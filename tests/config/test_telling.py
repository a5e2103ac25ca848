"""The channels as a company sets them up, and what can't be is said in words."""

from pathlib import Path

import pytest

from shoumi.config import telling
from shoumi.config.env import Misconfigured
from shoumi.kernel.delivery.outbox.places import MailPlace, WecomPlace


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text("geheim\n")
    file.chmod(0o600)
    return file


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, secret: Path) -> pytest.MonkeyPatch:
    for name, value in {
        "SHOUMI_ADDRESS": "https://shoumi.example.cn/",
        "SHOUMI_MAIL_HOST": "mail.example.cn",
        "SHOUMI_MAIL_SENDER": "shoumi@example.cn",
        "SHOUMI_MAIL_USER": "shoumi",
        "SHOUMI_MAIL_PASSWORD_FILE": str(secret),
        "SHOUMI_WECOM_CORPORATION": "ww1",
        "SHOUMI_WECOM_AGENT": "1000002",
        "SHOUMI_WECOM_SECRET_FILE": str(secret),
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_without_a_word_nothing_leaves() -> None:
    assert (telling.house_address(), telling.mail(), telling.wecom()) == ("", None, None)


def test_channels_are_what_was_said(env: pytest.MonkeyPatch) -> None:
    assert telling.house_address() == "https://shoumi.example.cn"
    assert telling.mail() == MailPlace(
        "mail.example.cn", 587, "starttls", "shoumi@example.cn", "shoumi", "geheim"
    )
    assert telling.wecom() == WecomPlace("https://qyapi.weixin.qq.com", "ww1", 1000002, "geheim")


def test_a_server_of_this_machine_may_be_spoken_to_in_the_clear(env: pytest.MonkeyPatch) -> None:
    env.setenv("SHOUMI_MAIL_HOST", "127.0.0.1")
    env.setenv("SHOUMI_MAIL_SECURITY", "none")
    env.delenv("SHOUMI_MAIL_USER")
    place = telling.mail()
    assert place is not None
    assert (place.port, place.password) == (25, "")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SHOUMI_ADDRESS", "", "messages bear a link"),
        ("SHOUMI_ADDRESS", "http://shoumi.example.cn", "https://"),
        ("SHOUMI_MAIL_SECURITY", "none", "in the clear"),
        ("SHOUMI_MAIL_SECURITY", "ssl", "tls, starttls or none"),
        ("SHOUMI_MAIL_SENDER", "", "must be set"),
        ("SHOUMI_MAIL_SENDER", "a@x.cn\nBcc: b@x.cn", "one e-mail address"),
        ("SHOUMI_MAIL_PORT", "many", "whole number"),
        ("SHOUMI_MAIL_PASSWORD_FILE", "/nowhere/at/all", "no file"),
        ("SHOUMI_WECOM_ADDRESS", "http://qyapi.weixin.qq.com", "https://"),
        ("SHOUMI_WECOM_AGENT", "x", "whole number"),
        ("SHOUMI_WECOM_AGENT", "0", "SHOUMI_WECOM_AGENT"),
    ],
)
def test_what_can_not_be_is_said(env: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    env.setenv(name, value)
    with pytest.raises(Misconfigured) as refused:
        telling.house_address()
        telling.mail()
        telling.wecom()
    assert said in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_secret_that_others_may_read_or_that_is_no_line_is_refused(
    env: pytest.MonkeyPatch, secret: Path
) -> None:
    secret.chmod(0o644)
    with pytest.raises(Misconfigured):
        telling.mail()
    secret.chmod(0o600)
    secret.write_text("a\nb\n")
    with pytest.raises(Misconfigured) as refused:
        telling.wecom()
    assert "one line" in str(refused.value)
