"""Office files to PDF by a LibreOffice of the machine's own, in memory-backed storage only.

Without LibreOffice, such storage or the fences round it, the owner adds a viewing copy.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO, Final

from django.conf import settings

from shoumi.kernel.rendering import bounds, kinds
from shoumi.kernel.rendering.memory import memory_file
from shoumi.kernel.rendering.refusals import CannotRender
from shoumi.kernel.rendering.values import Converted, Source
from shoumi.kernel.rendering.worker.fencing import can_fence
from shoumi.kernel.rendering.worker.launching import UNFENCED
from shoumi.kernel.rendering.working import START

_MEMORY: Final = Path("/dev/shm")  # noqa: S108, the point: it is no disk
_PREFIX: Final = "shoumi-office-"
_ONE_AT_A_TIME: Final = threading.Lock()
# OFD is known by its name; LibreOffice doesn't read it.
_UNREAD: Final = {"ofd"}
_SETTINGS: Final = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Calc/Content/Update", "Link", "2"),
)


def program() -> str | None:
    """Where LibreOffice is: SHOUMI_SOFFICE, else on the path; None without it."""
    return shutil.which(settings.SOFFICE or "soffice")


def can_convert(name: str) -> bool:
    """Whether a viewing copy of an office file can be made here: LibreOffice, memory-backed storage
    and fences are at hand, and it reads the format."""
    there = program() is not None and _MEMORY.is_dir() and can_fence()
    return there and kinds.suffix(name) in kinds.OFFICE.keys() - _UNREAD


@lru_cache(maxsize=4)
def converter(soffice: str) -> str:
    """What LibreOffice calls itself, with its version, as it is entered beside a viewing copy."""
    line = [soffice, "--version"]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "LibreOffice"
    return " ".join(done.stdout.split()[:2])[:80] or "LibreOffice"


def converted(source: Source, name: str) -> Converted:
    """An office file as PDF: a viewing copy, which takes seconds to make. Raises CannotRender."""
    soffice = program()
    if soffice is None or not can_convert(name):
        raise CannotRender("unsupported")
    if source.seek(0, os.SEEK_END) > bounds.BYTES["office"]:
        raise CannotRender("too_large")
    # One at a time: each may take gigabytes of memory.
    if not _ONE_AT_A_TIME.acquire(timeout=bounds.OFFICE_SECONDS):
        raise CannotRender("timeout")
    try:
        with _folder() as folder:
            return Converted(_made(source, soffice, folder, name), converter(soffice))
    finally:
        _ONE_AT_A_TIME.release()


def _made(source: Source, soffice: str, folder: Path, name: str) -> BinaryIO:
    # Whatever the file is called stays out of the process table.
    given, made = folder / f"content.{kinds.suffix(name)}", folder / "content.pdf"
    _write(source, given)
    _settle(folder / "profile")
    _convert(soffice, given, folder)
    if made.is_symlink() or not made.is_file():
        raise CannotRender("damaged")
    if made.stat().st_size > bounds.BYTES["pdf"]:
        raise CannotRender("too_large")
    file = memory_file()
    with made.open("rb") as pdf:
        shutil.copyfileobj(pdf, file, bounds.MIB)
    file.seek(0)
    return file


def _settle(profile: Path) -> None:
    """LibreOffice's own settings: no macros, nothing fetched that a file only points to."""
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


def _convert(soffice: str, given: Path, folder: Path) -> None:
    """Runs LibreOffice; whatever it started ends with it. Raises CannotRender."""
    home = Path(soffice).resolve().parent
    home = home.parent if home.name == "program" else home
    limits = [str(bounds.OFFICE_SECONDS), str(bounds.memory(bounds.BYTES["pdf"]))]
    running = subprocess.Popen(
        [
            sys.executable, "-I", str(START), "launching", *limits, str(bounds.BYTES["pdf"]),
            str(folder), str(home),
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
    if ended == UNFENCED:
        raise CannotRender("unsupported")


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
