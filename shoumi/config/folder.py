"""The data folder: made whole or not at all, private, and used by one server at a time."""

import errno
import fcntl
import os
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shoumi.config.language import _

SECRETS = ("secret-key", "demo-sign-ins.json", "tls/*.key", "keys/*", "keeper/*key*")
SCRATCH = ".building"
COMPLETE = "complete"
DATABASE = "shoumi.sqlite3"
LOCK = "in-use.lock"
ROOM = 64 * 1024 * 1024
_PASSED_OVER = {SCRATCH, LOCK, "gate.open", "lost+found"}


class Unusable(Exception):
    """The data folder can't be used as it is; the message says what to do."""


def is_empty(folder: Path) -> bool:
    """Whether nothing stands in it yet, locks and half-built things apart."""
    return all(entry.name in _PASSED_OVER for entry in _entries(folder))


def is_set_up(folder: Path) -> bool:
    """Whether a setup went through here: there is a key, and a database or the address of one."""
    stored = (folder / DATABASE).exists() or bool(os.environ.get("SHOUMI_DATABASE"))
    return _has_key(folder) and stored


def _has_key(folder: Path) -> bool:
    given = os.environ.get("SHOUMI_SECRET_KEY") or os.environ.get("SHOUMI_SECRET_KEY_FILE")
    return bool(given) or (folder / "secret-key").exists()


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def make(folder: Path) -> None:
    """Make the folder itself, for its owner only. Raises Unusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(
            _(
                "The data folder {folder} can't be made ({error}). Set SHOUMI_DATA to another."
            ).format(folder=folder, error=error.strerror)
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unusable(
            _("You may not write in the data folder {folder}. Set SHOUMI_DATA to another.").format(
                folder=folder
            )
        )
    if shutil.disk_usage(folder).free < ROOM:
        raise Unusable(_disk_full(folder))


def write_secret(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read; it is there whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    draft.rename(file)


def ensure_secret_key(folder: Path) -> None:
    """The framework's signing key, made once."""
    if not _has_key(folder):
        write_secret(folder / "secret-key", secrets.token_urlsafe(64).encode())


def require_private(folder: Path) -> None:
    """Refuse to work with secrets that others on this machine may read. Raises Unusable."""
    for pattern in SECRETS:
        for file in folder.glob(pattern):
            mode = file.stat().st_mode
            if stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise Unusable(
                    _(
                        "Others on this machine may read the secret file {file}. "
                        "Take that away, then start again: chmod 600 {file}"
                    ).format(file=file)
                )


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for as long as the block runs; the system lets go of it if we die.

    Raises Unusable, naming the process that holds it.
    """
    with (folder / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise Unusable(
                _(
                    "Shoumi is running on the data folder {folder} already (process {holder}). "
                    "Use that one, or stop it first."
                ).format(folder=folder, holder=holder)
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def scratch(folder: Path) -> Path:
    """An empty folder inside, to build in until everything is there."""
    path = folder / SCRATCH
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    return path


def finish(folder: Path) -> None:
    """Move what was built into its place, the database last; begun once, it can be done again."""
    built = folder / SCRATCH
    if not (built / COMPLETE).exists():
        shutil.rmtree(built, ignore_errors=True)
        return
    entries = sorted(_entries(built), key=lambda entry: (entry.name == DATABASE, entry.name))
    for entry in entries:
        if entry.name != COMPLETE:
            os.replace(entry, folder / entry.name)
    shutil.rmtree(built)


def abandon(folder: Path) -> None:
    """Leave nothing half-made behind."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def out_of_room(error: BaseException | None) -> bool:
    """Whether the error, or what it came from, says that the disk took no more."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            return True
        if isinstance(error, sqlite3.Error) and (
            "disk is full" in str(error) or "disk I/O error" in str(error)
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def _disk_full(folder: Path) -> str:
    return _(
        "There is no room left on the disk of {folder}. Free some (64 MB at least) and do it "
        "again; nothing half-made was left behind."
    ).format(folder=folder.parent if folder.name == SCRATCH else folder)


def disk_full(folder: Path) -> Unusable:
    return Unusable(_disk_full(folder))
