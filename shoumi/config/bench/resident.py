"""What a process holds in memory and has used of the CPU, as Linux tells it."""

import ctypes
import time
from collections import defaultdict
from pathlib import Path

PROC = Path("/proc")
KNOWN = (PROC / "self" / "clear_refs").exists()
"""Whether this machine tells it."""


def now(process: str = "self") -> int:
    """Bytes that it holds now; its peak is counted from here on."""
    (PROC / process / "clear_refs").write_text("5")
    return _line(process, "VmRSS:")


def peak(process: str = "self") -> int:
    """The most bytes that it held since it was asked for `now`."""
    return _line(process, "VmHWM:")


def _line(process: str, name: str) -> int:
    for line in (PROC / process / "status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def cpu(process: int) -> float:
    """Seconds of CPU of another process, its ended threads included. Raises OSError."""
    clock = ctypes.c_int()
    if ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock)):
        raise ProcessLookupError(process)
    return time.clock_gettime(clock.value)


def below(process: int) -> list[int]:
    """The processes that it started, and those that they started."""
    children: dict[int, list[int]] = defaultdict(list)
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[int(fields[1])].append(int(stat.parent.name))
    found, waiting = [], [process]
    while waiting:
        more = children[waiting.pop()]
        found += more
        waiting += more
    return found


def command(process: int) -> str:
    """The line that started it, empty if it is gone."""
    try:
        return (PROC / str(process) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""
