"""Where large files of a measurement lie: in memory if there is room, else on the disk."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIB = 1024 * 1024
MEMORY = (Path("/dev/shm"), Path("/run/shm"))  # noqa: S108 - a folder of our own is made in it


@contextmanager
def room(mebibytes: int) -> Iterator[tuple[Path, bool]]:
    """A folder with room for so much, and whether it lies in memory; it is gone afterwards.

    Raises NoRoom.
    """
    in_memory = [one for one in MEMORY if os.access(one, os.W_OK) and _has(one, mebibytes)]
    above = in_memory[0] if in_memory else Path(tempfile.gettempdir())
    if not _has(above, mebibytes):
        raise NoRoom(f"no {mebibytes} MiB are free in {above}")
    with tempfile.TemporaryDirectory(prefix="shoumi-bench-", dir=above) as folder:
        yield Path(folder), bool(in_memory)


class NoRoom(Exception):
    """Neither memory nor disk has room for the files of this measurement."""


def _has(folder: Path, mebibytes: int) -> bool:
    # Some is left to the others on this machine.
    return shutil.disk_usage(folder).free > 2 * mebibytes * MIB
