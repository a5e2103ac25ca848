"""Where messages are handed over, as a company sets it up. No value here is ever written out."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class MailPlace:
    """A mail server. `security` is `tls`, `starttls`, or `none` for a server of this machine."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    timeout: float = 15


@dataclass(frozen=True)
class WecomPlace:
    """An application of the company's own in WeCom (企业微信), and where its service answers."""

    address: str
    corporation: str
    agent: int
    secret: str = field(default="", repr=False)
    ca_file: str = ""
    timeout: float = 15
