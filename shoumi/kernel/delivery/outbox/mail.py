"""Handing a message over to a mail server (SMTP), with its certificate verified."""

import smtplib
import ssl
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.delivery.outbox.places import MailPlace
from shoumi.kernel.delivery.outbox.words import Message

PERMANENT = 500


class _Backend(EmailBackend):
    """Django's, with the company's own authority where one is named."""

    ca_file = ""

    @cached_property
    def ssl_context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file or None)


class Mail:
    """One connection, opened with the first message."""

    def __init__(self, place: MailPlace) -> None:
        self.place = place
        self.backend = _Backend(
            host=place.host,
            port=place.port,
            username=place.user,
            password=place.password,
            use_tls=place.security == "starttls",
            use_ssl=place.security == "tls",
            timeout=place.timeout,
        )
        self.backend.ca_file = place.ca_file

    def send(self, message: Message) -> None:
        """Raises Undelivered."""
        self.open()
        try:
            self.backend.send_messages([self._letter(message)])
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _words in refused.recipients.values()]
            raise _about(max(codes, default=PERMANENT)) from None
        except smtplib.SMTPSenderRefused:
            raise Undelivered("sign_in", Reach.CHANNEL) from None
        except smtplib.SMTPResponseException as answer:
            raise _about(answer.smtp_code) from None
        except (smtplib.SMTPException, OSError):
            self.close()
            raise Undelivered("unreachable", Reach.UNSURE) from None

    def open(self) -> None:
        """Raises Undelivered."""
        try:
            self.backend.open()
        except ssl.SSLCertVerificationError:
            code = "certificate"
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
            code = "sign_in"
        except (smtplib.SMTPException, OSError):
            code = "unreachable"
        else:
            return
        self.close()
        raise Undelivered(code, Reach.CHANNEL)

    def close(self) -> None:
        try:
            self.backend.close()
        except (smtplib.SMTPException, OSError):
            self.backend.connection = None

    def _letter(self, message: Message) -> EmailMessage:
        """The same message bears the same Message-ID each time that it is tried."""
        host = urlsplit(settings.ADDRESS).hostname
        headers = {"Message-ID": f"<{message.uid}@{host}>", "Auto-Submitted": "auto-generated"}
        sender = self.place.sender
        return EmailMessage(message.subject, message.body, sender, [message.to], headers=headers)


def _about(code: int) -> Undelivered:
    if code >= PERMANENT:
        return Undelivered("refused", Reach.LASTING)
    return Undelivered("later", Reach.PASSING)
