"""Fences that Linux puts around a process for good, without asking for any privilege.

Seccomp: no socket but one within the machine. Landlock: no file beside those named. A container
that forbids namespaces allows both.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
# What the kernel calls the machine, and the numbers of socket and io_uring_setup on it.
_MACHINES: Final = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_FOREIGN: Final = 0x40000000
_WITHIN: Final = 1
_RULESET, _RULE, _RESTRICT = 444, 445, 446
_BENEATH: Final = 1
_READ: Final = 0b1101
_FILE: Final = 0b111 | 1 << 14
_SOCKETS: Final = 1 << 5 | 1 << 9
# Everything there is to files, by the version of Landlock.
_EVERYTHING: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}


def can_fence() -> bool:
    """Whether this system has both fences."""
    linux = sys.platform.startswith("linux") and platform.machine() in _MACHINES
    return linux and _version() > 0


def refuse_network() -> bool:
    """No socket to anywhere beyond this machine from now on; False where that can't be had."""
    known = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return False
    machine, socket, ring = known
    program = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (0x20, 0, 0, 4),  # the machine
            (0x15, 1, 0, machine),
            (0x06, 0, 0, _KILL),
            (0x20, 0, 0, 0),  # the call
            (0x35, 5, 0, _FOREIGN),
            (0x15, 4, 0, ring),
            (0x15, 0, 2, socket),
            (0x20, 0, 0, 16),  # its first argument
            (0x15, 0, 1, _WITHIN),
            (0x06, 0, 0, _ALLOW),
            (0x06, 0, 0, _DENY),
        )
    )
    steps = ctypes.create_string_buffer(program, len(program))
    whole = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    )
    return _no_new_privileges() and _library().prctl(_SET_SECCOMP, _FILTER, whole, 0, 0) == 0


def refuse_files(
    *, read: Iterable[Path], change: Iterable[Path], meet: Iterable[Path] = ()
) -> bool:
    """No file is opened from now on but beneath these; in `meet` a socket is made and removed,
    nothing else. False where the kernel can't do that."""
    call, version = _library().syscall, _version()
    if version < 1:
        return False
    everything = _EVERYTHING[min(version, 3)]
    asked = ctypes.create_string_buffer(struct.pack("Q", everything))
    ruleset = call(_RULESET, asked, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    for places, allowed in ((read, _READ), (change, everything), (meet, _SOCKETS)):
        for place in places:
            with suppress(FileNotFoundError):
                _allow(ruleset, place, allowed)
    done = _no_new_privileges() and call(_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return bool(done)


def _version() -> int:
    """Of Landlock; negative without it."""
    return int(_library().syscall(_RULESET, None, ctypes.c_size_t(0), 1))


def _allow(ruleset: int, place: Path, allowed: int) -> None:
    opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        if not place.is_dir():
            allowed &= _FILE
        rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, opened))
        _library().syscall(_RULE, ruleset, _BENEATH, rule, 0)
    finally:
        os.close(opened)


def _no_new_privileges() -> bool:
    return bool(_library().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0)


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
