"""What the keeper keeps on disk: its key, the head it signed last, heads set aside by a fork."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.transparency.notes import SignerKey
from shoumi.foundation.transparency.verifier.errors import Malformed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


STATE_LOST = _(
    "The keeper's record of the head it signed last is missing from its folder. Put the folder "
    "back; if it is lost, run “shoumi log fork”."
)


class KeeperRefused(Exception):
    """The keeper won't sign. `code` is for the program, the message for whoever must mend it."""

    def __init__(self, code: str, message: "StrOrPromise") -> None:
        super().__init__(str(message))
        self.code = code


@dataclass(frozen=True)
class LastSigned:
    """The signed note of the last head and when it was signed; empty before the first."""

    note: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class KeeperFolder:
    """`private` holds key and state (0700, the keeper's alone); `exports` is for everybody."""

    private: Path
    exports: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One signer at a time: the keeper's process or a command."""
        self.private.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.private / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def key(self) -> SignerKey:
        """The key, made together with an empty state at the very first start.

        Raises KeeperRefused when it is lost, unreadable, or others may read it.
        """
        file = self.private / "key"
        if not file.exists():
            if self._state.exists() and self.last_signed().note:
                raise KeeperRefused("key_lost", _("The keeper's key is missing from its folder."))
            # The state first: a key without one means that somebody took the state away.
            self.remember(LastSigned())
            _write(file, SignerKey.generate(f"shoumi-log/{secrets.token_hex(8)}").encode() + "\n")
        if file.stat().st_mode & 0o077:
            raise KeeperRefused(
                "key_open",
                _("Others may read the keeper's key. Make it the keeper's alone (mode 0600)."),
            )
        try:
            key = SignerKey.parse(file.read_text().strip())
        except (Malformed, UnicodeDecodeError):
            raise KeeperRefused("key_unreadable", _("The keeper's key can't be read.")) from None
        self._export("verifier-key", key.verifier_key.encode() + "\n")
        return key

    def last_signed(self) -> LastSigned:
        """What was signed last. Raises KeeperRefused when the state is gone or unreadable."""
        try:
            kept = json.loads(self._state.read_text())
            signed_at = kept["signed_at"]
            return LastSigned(
                kept["note"], None if signed_at is None else datetime.fromisoformat(signed_at)
            )
        except FileNotFoundError:
            raise KeeperRefused("state_lost", STATE_LOST) from None
        except (ValueError, KeyError, TypeError):
            raise KeeperRefused(
                "state_unreadable", _("The keeper's record of its last head can't be read.")
            ) from None

    def note_on_file(self) -> str:
        """The note signed last, or nothing where it is lost or can't be read."""
        try:
            return self.last_signed().note
        except KeeperRefused:
            return ""

    def remember(self, last: LastSigned) -> None:
        """Keep the head on disk for good, before anybody sees it."""
        signed_at = None if last.signed_at is None else last.signed_at.isoformat()
        _write(self._state, json.dumps({"note": last.note, "signed_at": signed_at}))

    def set_aside(self, at: datetime) -> None:
        """Keep the old state on file, as the fork ceremony demands, and begin with an empty one."""
        aside = self.private / "forks"
        aside.mkdir(mode=0o700, exist_ok=True)
        if self._state.exists():
            _write(aside / f"{at:%Y%m%dT%H%M%S%f}.json", self._state.read_text())
        self.remember(LastSigned())

    def export(self, note: str, at: datetime) -> None:
        """Lay the checkpoint out as a file: the latest, and the last of each day."""
        self._export("latest.note", note)
        self._export(f"{at:%Y-%m-%d}.note", note)

    def exported(self) -> list[str]:
        """Every checkpoint that lies in the exports, to be held against the database."""
        return [file.read_text() for file in sorted(self.exports.glob("*.note"))]

    def verifier_key(self) -> str:
        """The public key as exported; empty before the keeper's first start."""
        file = self.exports / "verifier-key"
        return file.read_text().strip() if file.exists() else ""

    def _export(self, name: str, content: str) -> None:
        file = self.exports / name
        if not file.exists() or file.read_text() != content:
            self.exports.mkdir(parents=True, exist_ok=True)
            _write(file, content, mode=0o644)

    @property
    def _state(self) -> Path:
        return self.private / "state.json"


def default_folder() -> KeeperFolder:
    """The keeper's folders in the data folder."""
    return KeeperFolder(settings.DATA / "keeper", settings.DATA / "checkpoints")


def _write(file: Path, content: str, mode: int = 0o600) -> None:
    """Replace a file so that a power cut leaves the old one or the new one, never a half."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
