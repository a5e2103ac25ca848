"""Asking a ClamAV daemon about a stream (INSTREAM), over a socket of this machine.

The stream is sent in pieces as it is read, so that memory stays the same for any size; every wait
is bounded. Whatever the daemon says that is not a plain OK is not one.
"""

import io
import socket
import struct
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, Protocol

_PIECE: Final = 256 * 1024
_ANSWER: Final = 4096
_LIMITS: Final = "Heuristics.Limits.Exceeded"
# More than the engine ever unpacks; MaxRecursion can't be set higher than 100.
_NESTED: Final = 120


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Outcome(StrEnum):
    CLEAN = "clean"
    FOUND = "found"
    LIMIT = "limit"
    """A bound of the daemon's was passed, so that it did not look at everything."""
    FAILED = "failed"
    """No answer, a late one, or one that is an error."""
    BLIND = "blind"
    """The daemon says OK of what it stopped looking at: AlertExceedsMax is not set."""
    OFF = "off"
    """No daemon is configured."""


@dataclass(frozen=True)
class Scanned:
    """`threat` is what was found by the scanner's name for it, `scanner` who looked, with the
    number of its signatures."""

    outcome: Outcome
    threat: str = ""
    scanner: str = ""


class Clamd:
    """The daemon at `unix:/path` or `tcp:host:port`; `patience` in seconds is for one wait, and
    for a whole scan that and a second for each 2 MiB."""

    def __init__(self, address: str, *, patience: float = 180.0) -> None:
        self._address = address
        self._patience = patience

    def scan(self, source: Source, size: int) -> Scanned:
        """Look through the source from where it stands. What the source raises is let through."""
        scanner = self.version()
        if not scanner:
            return Scanned(Outcome.FAILED)
        if self._ask(b"INSTREAM", io.BytesIO(_nested()), 0).outcome is not Outcome.LIMIT:
            return Scanned(Outcome.BLIND, scanner=scanner)
        found = self._ask(b"INSTREAM", source, size)
        return Scanned(found.outcome, found.threat, scanner)

    def version(self) -> str:
        """Who answers, "" for nobody: `ClamAV 1.4.6/27823/Sat Nov 21 09:12:33 2026`."""
        with suppress(OSError), self._connected() as daemon:
            daemon.sendall(b"zVERSION\0")
            return _printable(_answer(daemon, time.monotonic() + self._patience))
        return ""

    def _ask(self, command: bytes, source: Source, size: int) -> Scanned:
        until = time.monotonic() + self._patience + size / (2 * 1024 * 1024)
        try:
            with self._connected() as daemon:
                # A daemon that has seen enough answers and hangs up in the middle.
                with suppress(ConnectionError):
                    daemon.sendall(b"z" + command + b"\0")
                    for piece in _framed(source):
                        daemon.settimeout(_left(until, self._patience))
                        daemon.sendall(piece)
                return judged(_answer(daemon, until))
        except OSError:
            return Scanned(Outcome.FAILED)

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        kind, _, place = self._address.partition(":")
        family = socket.AF_UNIX if kind == "unix" else socket.AF_INET
        host, _, port = place.rpartition(":")
        if kind == "tcp" and ":" in host:
            family = socket.AF_INET6
        with socket.socket(family, socket.SOCK_STREAM) as daemon:
            daemon.settimeout(self._patience)
            daemon.connect(place if kind == "unix" else (host.strip("[]"), int(port)))
            yield daemon


def judged(answer: bytes) -> Scanned:
    """What an answer means."""
    text = _printable(answer)
    if text == "stream: OK":
        return Scanned(Outcome.CLEAN)
    threat = text.removeprefix("stream: ").removesuffix(" FOUND")
    if text.startswith("stream: ") and text.endswith(" FOUND") and threat:
        limit = threat.startswith(_LIMITS)
        return Scanned(Outcome.LIMIT) if limit else Scanned(Outcome.FOUND, threat[:120])
    if "size limit exceeded" in text:
        return Scanned(Outcome.LIMIT)
    return Scanned(Outcome.FAILED)


def _framed(source: Source) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield struct.pack(">I", len(piece)) + piece
    yield struct.pack(">I", 0)


def _answer(daemon: socket.socket, until: float) -> bytes:
    """Up to the zero byte that ends it, or to where the daemon hangs up."""
    answer = b""
    with suppress(ConnectionError):
        while b"\0" not in answer and len(answer) < _ANSWER:
            daemon.settimeout(_left(until))
            piece = daemon.recv(_ANSWER)
            if not piece:
                break
            answer += piece
    return answer.partition(b"\0")[0] if b"\0" in answer else b""


def _left(until: float, most: float = float("inf")) -> float:
    """Seconds to wait at most. Raises TimeoutError when there are none."""
    left = min(until - time.monotonic(), most)
    if left <= 0:
        raise TimeoutError
    return left


def _printable(answer: bytes) -> str:
    text = answer[:200].decode("ascii", errors="replace")
    return "".join(sign if sign.isprintable() else "?" for sign in text).strip()


@cache
def _nested() -> bytes:
    """Nothing, packed more often than any daemon unpacks: one that tells of its limits says so."""
    content = b"."
    for _ in range(_NESTED):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("a", content)
        content = packed.getvalue()
    return content
