"""Root keys in files of their own: owner-only, each made once, never derived from anything.

::

    shoumi root key 1
    <64 hex digits>
    <fingerprint>
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from pathlib import Path

from shoumi.foundation.sealing.refusals import KeyMissing, KeyUnreadable, WrongKey
from shoumi.foundation.sealing.suites import Suite
from shoumi.foundation.sealing.wrapping import KeyWrapper, fingerprint

_TITLE = "shoumi root key 1"
_SIZE = 32
_NAME = re.compile(r"root-([1-9][0-9]*)\.key")


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


class KeyfileProvider:
    """A folder of root keys, ``root-1.key`` and on; see ``RootProvider``.

    Unlike a key service it can give a key out, so that shares can be made of it.
    """

    name = "keyfile"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def versions(self) -> list[int]:
        found = (_NAME.fullmatch(path.name) for path in self._folder.glob("root-*.key"))
        return sorted(int(match[1]) for match in found if match)

    def open(self, version: int, *, expected: str | None = None) -> KeyfileRoot:
        return KeyfileRoot(self.path(version), expected=expected)

    def rotate(self, version: int) -> KeyfileRoot:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path(version).exists():
            return self.open(version)
        return create_keyfile(self.path(version))

    def destroy(self, version: int) -> None:
        """Overwrites the file, every draft of it and what was set aside, then unlinks them.

        A file system that copies on write, or an SSD, may keep the old blocks: only encrypting
        the disk itself helps against that.
        """
        path = self.path(version)
        for file in (*self._folder.glob(f"*{path.name}.*"), path):
            _wipe(file)
        if self._folder.is_dir():
            _sync_directory(self._folder)

    def export(self, version: int) -> bytes:
        """The key itself, to be sealed to a recovery key and for nothing else."""
        return _read(self.path(version))

    def put_back(self, version: int, key: bytes) -> None:
        """Writes a recovered key; a file that stands in its place is set aside, not overwritten."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path(version)
        if path.exists():
            path.rename(path.with_name(f"{path.name}.set-aside-{secrets.token_hex(4)}"))
        create_keyfile(path, key)

    def path(self, version: int) -> Path:
        return self._folder / f"root-{version}.key"


def create_keyfile(path: Path, key: bytes | None = None) -> KeyfileRoot:
    """Makes a new root key, on disk before this returns; never overwrites one.

    The caller decides that none is expected yet; ``key`` is given only where an old one is put
    back. Raises ``FileExistsError``, ``OSError``.
    """
    key = secrets.token_bytes(_SIZE) if key is None else key
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


def _wipe(file: Path) -> None:
    try:
        with file.open("r+b") as opened:
            opened.write(secrets.token_bytes(os.fstat(opened.fileno()).st_size))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
    except FileNotFoundError:
        return


def _require_private(status: os.stat_result) -> None:
    if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyUnreadable("others may read the root key's file: it must have mode 0600")


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
