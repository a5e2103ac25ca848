"""Addresses of services: which are this machine's own, and that all others are spoken to in TLS."""

import ipaddress
from urllib.parse import SplitResult, urlsplit


class NotUnderTls(ValueError):
    """An address on the network was given without TLS; the message is the host."""


def is_loopback(host: str) -> bool:
    """Whether nothing sent to this host leaves the machine; a name other than localhost may."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def service(url: str) -> SplitResult:
    """The parts of a service's http or https address.

    Raises ``NotUnderTls`` for http beyond this machine, ValueError for what is no such address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(url)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError(parts.hostname)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise NotUnderTls(parts.hostname)
    return parts
