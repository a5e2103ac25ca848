"""Office files to PDF by a LibreOffice of the machine's own, in memory-backed storage only.

Without LibreOffice, or without such storage, the owner adds a viewing copy.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from django.conf import settings

from shoumi.kernel.rendering import bounds, kinds
from shoumi.kernel.rendering.refusals import CannotRender
from shoumi.kernel.rendering.values import Source
from shoumi.kernel.rendering.working import START

_MEMORY: Final = Path("/dev/shm")  # noqa: S108, the point: it is no disk
_PREFIX: Final = "shoumi-office-"


def program() -> str | None:
    """Where LibreOffice is: SHOUMI_SOFFICE, else on the path; None without it."""
    return shutil.which(settings.SOFFICE or "soffice")


def converted(source: Source, name: str) -> bytes:
    """An office file as PDF: a viewing copy, which takes seconds to make. Raises CannotRender."""
    soffice, ending = program(), kinds.suffix(name)
    if soffice is None or ending not in kinds.OFFICE or not _MEMORY.is_dir():
        raise CannotRender("unsupported")
    if source.seek(0, os.SEEK_END) > bounds.BYTES["office"]:
        raise CannotRender("too_large")
    with _folder() as folder:
        # Whatever the file is called stays out of the process table.
        given, made = folder / f"content.{ending}", folder / "content.pdf"
        _write(source, given)
        _convert(soffice, given, folder)
        if not made.is_file():
            raise CannotRender("damaged")
        if made.stat().st_size > bounds.BYTES["pdf"]:
            raise CannotRender("too_large")
        return made.read_bytes()


def _convert(soffice: str, given: Path, folder: Path) -> None:
    """Runs LibreOffice; whatever it started ends with it. Raises CannotRender."""
    limits = [str(bounds.OFFICE_SECONDS), str(bounds.memory(bounds.BYTES["pdf"]))]
    running = subprocess.Popen(
        [
            sys.executable, "-I", str(START), "launching", *limits, str(bounds.BYTES["pdf"]),
            soffice, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder), str(given),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin"},
        cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    try:
        ended = running.wait(timeout=bounds.OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        raise CannotRender("timeout") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    if ended == -signal.SIGXCPU:
        raise CannotRender("timeout")


def _write(source: Source, file: Path) -> None:
    source.seek(0)
    with file.open("wb") as out:
        while piece := source.read(bounds.MIB):
            out.write(piece)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder in memory for this process alone, held by a lock and gone afterwards."""
    _sweep()
    folder = Path(mkdtemp(prefix=_PREFIX, dir=_MEMORY))
    draft = folder / "draft"
    try:
        with draft.open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            draft.rename(folder / "lock")
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Removes what a server that was killed left behind: folders whose lock nobody holds."""
    for lock in _MEMORY.glob(f"{_PREFIX}*/lock"):
        with suppress(OSError), lock.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
