"""Typed reading of the environment; what can't be read stops the start in plain words."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from shoumi.foundation.addresses import is_loopback

SSL_MODES = {"require", "verify-ca", "verify-full"}

_SCANNER = re.compile(r"unix:/\S+|tcp:(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d{1,5}")


class Misconfigured(Exception):
    """A setting has a value that can't be used; the message names the variable and the mend."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "yes", "true", "on"}:
        return True
    if value.lower() in {"0", "no", "false", "off", ""}:
        return False
    raise Misconfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise Misconfigured(f"{name} must be a whole number, not {value!r}.") from None


def listing(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def scanner(name: str) -> str:
    """A virus scanner's socket on this machine, `unix:/path` or `tcp:127.0.0.1:port`; "" for none.

    What it is sent is in the clear, so that another machine is refused.
    """
    value = os.environ.get(name, "")
    if value and not _SCANNER.fullmatch(value):
        raise Misconfigured(
            f"{name} must be unix:/path/of/the/socket or tcp:127.0.0.1:3310 (a scanner on this "
            f"machine: files are sent to it in the clear), not {value!r}."
        )
    return value


def data_folder() -> Path:
    """The data folder: SHOUMI_DATA, else a folder of the user's outside any checkout."""
    chosen = os.environ.get("SHOUMI_DATA")
    if chosen:
        return Path(chosen).expanduser().resolve()
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "shoumi"


def database(name: str, sqlite_file: Path) -> dict[str, object]:
    """Django's settings for one database: a postgresql:// address, else the SQLite file."""
    address = os.environ.get(name)
    if not address:
        return sqlite(sqlite_file)
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise Misconfigured(f"{name} must begin with postgresql://.")
    host = unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A cursor that stays in the server is closed whenever Python collects its reader, even
        # inside another statement of the same connection: psycopg then waits for itself.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": _tls(name, host, dict(parse_qsl(parts.query))),
    }


def _tls(name: str, host: str, query: dict[str, str]) -> dict[str, str]:
    """How a PostgreSQL server is spoken to; beyond this machine only under TLS, and verified
    unless the address asks for less. A host that is a path, or none, is a socket of this machine.
    """
    unknown = set(query) - {"sslmode", "sslrootcert"}
    if unknown:
        raise Misconfigured(f"{name} has an unknown part: {', '.join(sorted(unknown))}.")
    if not host or host.startswith("/") or is_loopback(host):
        return query
    if query.setdefault("sslmode", "verify-full") not in SSL_MODES:
        raise Misconfigured(
            f"{name} must have sslmode=verify-full, verify-ca or require: {host} is not this "
            "machine, and nothing leaves it in the clear."
        )
    return query


def sqlite(file: Path) -> dict[str, object]:
    """SQLite as the house needs it: one writer at a time from BEGIN on, and commits that last.

    synchronous=FULL, since a logged act that a power cut could undo would be no record. What was
    committed is put into the database file every 32 MB and not every 4: an entry touches several
    indexes, and most of their pages are then written once for many acts.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;PRAGMA wal_autocheckpoint=8000;"
            ),
        },
    }


def secret_key(folder: Path) -> str:
    """The framework's signing key: SHOUMI_SECRET_KEY, its _FILE, or the data folder's own."""
    if os.environ.get("SHOUMI_SECRET_KEY"):
        return os.environ["SHOUMI_SECRET_KEY"]
    file = Path(os.environ.get("SHOUMI_SECRET_KEY_FILE") or folder / "secret-key")
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        return ""
