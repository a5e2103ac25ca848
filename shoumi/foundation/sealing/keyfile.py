"""The root key in a file of its own: owner-only, made once, never derived from anything.

::

    shoumi root key 1
    <64 hex digits>
    <fingerprint>
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from shoumi.foundation.sealing.refusals import KeyMissing, KeyUnreadable, WrongKey
from shoumi.foundation.sealing.suites import Suite
from shoumi.foundation.sealing.wrapping import KeyWrapper, fingerprint

_TITLE = "shoumi root key 1"
_SIZE = 32


class KeyfileRoot(KeyWrapper):
    """The root key read from its file.

    Raises ``KeyMissing`` without the file, ``KeyUnreadable`` when it is damaged or readable by
    others, ``WrongKey`` when it is not the one whose fingerprint is ``expected``.
    """

    def __init__(self, path: Path, *, expected: str | None = None) -> None:
        super().__init__(_read(path), Suite.COBBLESTONE_256)
        if expected is not None and self.fingerprint != expected:
            raise WrongKey(
                f"the root key has fingerprint {self.fingerprint}, but {expected} was used here"
            )


def create_keyfile(path: Path) -> KeyfileRoot:
    """Makes a new root key, on disk before this returns; never overwrites one.

    The caller decides that none is expected yet. Raises ``FileExistsError``, ``OSError``.
    """
    key = secrets.token_bytes(_SIZE)
    text = f"{_TITLE}\n{key.hex()}\n{fingerprint(key)}\n"
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, refuses to replace a key that is already there.
        os.link(draft, path)
    finally:
        draft.unlink()
    _sync_directory(path.parent)
    return KeyfileRoot(path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            _require_private(os.fstat(file.fileno()))
            raw = file.read(1024)
    except FileNotFoundError:
        raise KeyMissing("the root key's file is not there") from None
    except OSError as error:
        raise KeyUnreadable(f"the root key's file cannot be read: {error.strerror}") from None
    lines = raw.decode("ascii", errors="replace").splitlines()
    try:
        title, digits, print_given = lines
        key = bytes.fromhex(digits)
    except ValueError:
        raise KeyUnreadable("the root key's file is damaged") from None
    if title != _TITLE or len(key) != _SIZE or print_given != fingerprint(key):
        raise KeyUnreadable("the root key's file is damaged")
    return key


def _require_private(status: os.stat_result) -> None:
    if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyUnreadable("others may read the root key's file: it must have mode 0600")


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
