"""A double of clamd: a server in a thread that speaks INSTREAM as clamd's manual page has it, says
what it is told to say, and keeps what it was sent."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from shoumi.kernel.screening.clamd import _nested

Answer = Callable[["Call"], None]
VERSION = "ClamAV 1.4.6/27823/Sat Nov 21 09:12:33 2026"
# How long the client's question is whether limits are told: packages within packages.
PROBE = len(_nested())


@dataclass
class Call:
    """One INSTREAM: its socket, and how to take what is sent."""

    peer: socket.socket
    content: bytearray = field(default_factory=bytearray)

    def take(self, at_most: float = float("inf")) -> bool:
        """Take pieces until the stream ends (True) or more than so many bytes came."""
        while True:
            (length,) = struct.unpack(">I", self._exactly(4))
            if not length:
                return True
            self.content += self._exactly(length)
            if len(self.content) > at_most:
                return False

    def say(self, text: str) -> None:
        self.peer.sendall(text.encode() + b"\0")

    def _exactly(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            piece = self.peer.recv(size - len(got))
            if not piece:
                raise ConnectionResetError
            got += piece
        return got


def says(text: str) -> Answer:
    """Takes the whole stream, then says this."""

    def answer(call: Call) -> None:
        call.take()
        call.say(text)

    return answer


@dataclass
class Double:
    """`answer` is for a file; the probe about limits is answered with `limits`."""

    place: Path
    answer: Answer = field(default_factory=lambda: says("stream: OK"))
    limits: str = "stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND"
    version: str = VERSION
    received: list[bytearray] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"unix:{self.place}"

    def attend(self, peer: socket.socket) -> None:
        with peer, suppress(OSError):
            peer.settimeout(10)
            command = b""
            while not command.endswith(b"\0"):
                command += peer.recv(1)
            if command == b"zVERSION\0":
                peer.sendall(self.version.encode() + b"\0")
                return
            call = Call(peer)
            if peer.recv(4, socket.MSG_PEEK | socket.MSG_WAITALL) == struct.pack(">I", PROBE):
                says(self.limits)(call)
            else:
                self.received.append(call.content)
                self.answer(call)


@contextmanager
def running(folder: Path, answer: Answer | None = None) -> Iterator[Double]:
    """The double at work on a socket in that folder."""
    double = Double(folder / "clamd.ctl")
    if answer is not None:
        double.answer = answer
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(double.place))
        listening.listen()
        threads: list[threading.Thread] = []

        def accept() -> None:
            with suppress(OSError):
                while True:
                    peer, _address = listening.accept()
                    thread = threading.Thread(target=double.attend, args=(peer,), daemon=True)
                    threads.append(thread)
                    thread.start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield double
        finally:
            double.stopped.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            accepting.join(5)
            for thread in threads:
                thread.join(5)
