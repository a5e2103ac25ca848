"""Where the server listens: on this machine alone, or on the office network under TLS."""

import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shoumi.config import tls
from shoumi.config.folder import Unusable
from shoumi.config.language import _
from shoumi.foundation import addresses

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
# A documentation address (RFC 5737); asking for the way there sends nothing.
ELSEWHERE = ("192.0.2.1", 9)


@dataclass(frozen=True)
class Listening:
    """An address to serve on, the names it answers to, its certificate unless it is loopback."""

    host: str
    port: int
    names: list[str]
    certificate: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        scheme = "https" if self.certificate else "http"
        name = self.names[0]
        return f"{scheme}://{f'[{name}]' if ':' in name else name}:{self.port}/"

    @property
    def environment(self) -> dict[str, str]:
        """What the web process must know of it."""
        bracketed = [f"[{name}]" if ":" in name else name for name in self.names]
        if self.certificate is None:
            return {"SHOUMI_HOSTS": ",".join(bracketed)}
        origins = [f"https://{name}:{self.port}" for name in bracketed]
        return {
            "SHOUMI_HOSTS": ",".join(bracketed),
            "SHOUMI_ORIGINS": ",".join(origins),
            "SHOUMI_TLS": "1",
        }


def decide(
    folder: Path, *, host: str, port: int, certificate: Path | None, key: Path | None, at: datetime
) -> Listening:
    """Settle where to listen. Raises Unusable when the address is wrong or taken."""
    if (certificate is None) != (key is None):
        raise Unusable(_("Give both --tls-cert and --tls-key, or neither."))
    require_free(host, port)
    names = _names(host)
    if certificate is not None and key is not None:
        tls.check_given(certificate, key)
    elif not is_loopback(host):
        certificate, key = tls.self_made(folder, names, at)
    return Listening(host, port, names, certificate, key)


def is_loopback(host: str) -> bool:
    """Whether only this machine can come in there; a name is worth what it leads to."""
    if not addresses.is_loopback(host):
        return False
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror:
        return False
    return all(addresses.is_loopback(str(one[4][0])) for one in found)


def require_free(host: str, port: int) -> None:
    """Raises Unusable when somebody else listens there, or this machine has no such address."""
    if not 0 < port < 65_536:
        raise Unusable(_("A port is a number from 1 to 65535."))
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except PermissionError as error:
        raise Unusable(
            _("Port {port} is reserved for the system; choose one above 1023: --port 8443").format(
                port=port
            )
        ) from error
    except socket.gaierror as error:
        raise Unusable(_("This machine has no address {host}.").format(host=host)) from error
    except OSError as error:
        raise Unusable(
            _(
                "Port {port} on {host} is taken or not to be had ({error}). Choose another: "
                "--port {other}"
            ).format(port=port, host=host, error=error, other=port % 60000 + 1)
        ) from error


def _names(host: str) -> list[str]:
    """The names under which browsers may ask for this server, the one to print first."""
    if is_loopback(host):
        return [host, *(name for name in LOOPBACK if name != host)]
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return [host, *LOOPBACK]
    return list(dict.fromkeys([*_own_addresses(), socket.gethostname(), *LOOPBACK]))


def _own_addresses() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return []
        return [probe.getsockname()[0]]
