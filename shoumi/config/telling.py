"""Settings of the channels by which persons are told outside the application."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from shoumi.config.env import Misconfigured, number, text
from shoumi.config.services import address, existing, needed, private
from shoumi.foundation.addresses import is_loopback
from shoumi.kernel.delivery.outbox.places import MailPlace, WecomPlace

PORTS = {"tls": 465, "starttls": 587, "none": 25}
WECOM_SERVICE = "https://qyapi.weixin.qq.com"


def house_address() -> str:
    """Where people open Shoumi, for links in messages; "" while none leave."""
    found = address("SHOUMI_ADDRESS")
    if not found and (text("SHOUMI_MAIL_HOST") or text("SHOUMI_WECOM_CORPORATION")):
        raise Misconfigured(
            "SHOUMI_ADDRESS must be the address that people open Shoumi under, such as "
            "https://shoumi.example.cn: messages bear a link."
        )
    return found


def mail() -> MailPlace | None:
    """The mail server, or None for none; beyond this machine only under TLS."""
    host = text("SHOUMI_MAIL_HOST")
    if not host:
        return None
    security = text("SHOUMI_MAIL_SECURITY", "starttls")
    if security not in PORTS:
        raise Misconfigured(
            f"SHOUMI_MAIL_SECURITY must be tls, starttls or none, not {security!r}."
        )
    if security == "none" and not is_loopback(host):
        raise Misconfigured(
            f"SHOUMI_MAIL_SECURITY must be tls or starttls: {host} is not this machine, and "
            "nothing leaves it in the clear."
        )
    sender = needed("SHOUMI_MAIL_SENDER")
    try:
        validate_email(sender)
    except ValidationError:
        raise Misconfigured(
            "SHOUMI_MAIL_SENDER must be one e-mail address such as shoumi@example.cn."
        ) from None
    user = text("SHOUMI_MAIL_USER")
    return MailPlace(
        host=host,
        port=number("SHOUMI_MAIL_PORT", PORTS[security]),
        security=security,
        sender=sender,
        user=user,
        password=_secret("SHOUMI_MAIL_PASSWORD_FILE") if user else "",
        ca_file=existing("SHOUMI_MAIL_CA"),
    )


def wecom() -> WecomPlace | None:
    """The company's application in WeCom, or None for none."""
    corporation = text("SHOUMI_WECOM_CORPORATION")
    if not corporation:
        return None
    agent = number("SHOUMI_WECOM_AGENT", 0)
    if agent <= 0:
        raise Misconfigured("SHOUMI_WECOM_AGENT must be the application's number (AgentId).")
    return WecomPlace(
        address=address("SHOUMI_WECOM_ADDRESS") or WECOM_SERVICE,
        corporation=corporation,
        agent=agent,
        secret=_secret("SHOUMI_WECOM_SECRET_FILE"),
        ca_file=existing("SHOUMI_WECOM_CA"),
    )


def _secret(name: str) -> str:
    """The one line of a file that only its owner may read."""
    file: Path = private(name)
    try:
        found = file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found or "\n" in found:
        raise Misconfigured(f"{name} must name a file with one line, the secret.")
    return found
