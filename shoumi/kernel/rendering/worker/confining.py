"""What a process may use, taken from it before it reads a stranger's file."""

import ctypes
import resource
from contextlib import suppress
from typing import Final

_NEW_USERS: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000


def confine(*, seconds: int, memory: int, file_bytes: int = 0) -> None:
    """CPU seconds, address space and largest file written, in bytes; no core dump ever."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CPU, seconds, seconds + 2)
    # Not every system can limit the address space; the other limits hold there too.
    with suppress(ValueError, OSError):
        _limit(resource.RLIMIT_AS, memory)


def leave_network() -> None:
    """Out of reach of every network, where the kernel lets an ordinary process do so."""
    with suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USERS | _NEW_NETWORK)


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    _, most = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(what, (min(soft, bound), bound))
