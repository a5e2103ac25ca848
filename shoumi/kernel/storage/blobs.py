"""Where sealed bytes lie: write-once objects by name, complete or not there at all."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from django.conf import settings

from shoumi.kernel.storage.extras import extra
from shoumi.kernel.storage.refusals import DiskFull, Lost, StoreRefused, StoreUnreachable

T = TypeVar("T")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class BlobStore(Protocol):
    """What storage needs of a store, be it a folder or a bucket."""

    def keep(self, name: str, fill: Callable[[BinaryIO], T]) -> T:
        """Stores what ``fill`` writes, durably and at once; nothing is visible before the end.

        Raises ``DiskFull``, ``FileExistsError`` for a name that is taken, and what ``fill`` raises.
        """
        ...

    def open(self, name: str) -> BinaryIO:
        """The object for reading, seekable. Raises ``Lost``."""
        ...

    def remove(self, name: str) -> None:
        """Removes the object; one that is not there is no error."""
        ...

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every object and when it was stored."""
        ...

    def drop_drafts(self, before: datetime) -> int:
        """Removes what an interrupted ``keep`` left before that instant; returns how many."""
        ...

    def require_reachable(self) -> None:
        """Raises ``StoreUnreachable``, or ``StoreRefused`` if it answers that we may not."""
        ...


class FolderStore:
    """A folder of files: draft under another name, fsync, rename, fsync of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts = folder / "drafts"

    def keep(self, name: str, fill: Callable[[BinaryIO], T]) -> T:
        draft = self._drafts / secrets.token_hex(16)
        try:
            self._drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                result = fill(file)
                file.flush()
                os.fsync(file.fileno())
            self._publish(draft, self._path(name))
        except OSError as error:
            if error.errno in _FULL:
                raise DiskFull from error
            raise
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
        return result

    def open(self, name: str) -> BinaryIO:
        try:
            return self._path(name).open("rb")
        except FileNotFoundError:
            raise Lost(name) from None

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        for file in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            stored = _stored_at(file)
            if stored is not None:
                yield file.name, stored

    def drop_drafts(self, before: datetime) -> int:
        dropped = 0
        for file in self._drafts.glob("*"):
            stored = _stored_at(file)
            if stored is not None and stored < before:
                file.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def require_reachable(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnreachable(error.strerror or "") from error
        if not os.access(self._folder, os.R_OK | os.W_OK | os.X_OK):
            raise StoreRefused(errno.errorcode[errno.EACCES])

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _publish(self, draft: Path, final: Path) -> None:
        final.parent.mkdir(mode=0o700, exist_ok=True)
        if final.exists():
            raise FileExistsError(errno.EEXIST, "this object version is stored already")
        draft.rename(final)
        for folder in (final.parent, self._folder):
            _sync(folder)


def store() -> BlobStore:
    """The store this installation uses. Raises ImproperlyConfigured without its library."""
    if settings.BUCKET is None:
        return FolderStore(settings.DATA / "objects")
    made: BlobStore = extra("shoumi.kernel.storage.bucket.store", "s3").BucketStore(settings.BUCKET)
    return made


def _stored_at(file: Path) -> datetime | None:
    """None for a file that has just been published, or removed, by another process."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    except FileNotFoundError:
        return None


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
