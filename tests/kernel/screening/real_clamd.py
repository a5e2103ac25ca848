"""Debian's clamd as a child of the test, with signatures of our own and no file on any disk."""

import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.tools.clamav import on_this_machine

MEMORY = Path("/dev/shm")
# Only ever put together here: the whole string in a file would set off scanners elsewhere.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"
LARGEST = 2 * 1024 * 1024


@dataclass
class Running:
    address: str
    process: "subprocess.Popen[bytes]"
    folder: Path


@contextmanager
def running(*, tells_limits: bool = True) -> Iterator[Running]:
    """clamd listening on a socket; it is gone afterwards, and what it wrote with it."""
    with tempfile.TemporaryDirectory(prefix="shoumi-clamd-", dir=MEMORY) as place:
        folder = Path(place)
        configuration = _configured(folder, tells_limits)
        process = subprocess.Popen(
            [on_this_machine(), "--foreground", f"--config-file={configuration}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await(folder / "ctl", process)
            yield Running(f"unix:{folder / 'ctl'}", process, folder)
        finally:
            process.kill()
            process.wait()


def _configured(folder: Path, tells_limits: bool) -> Path:
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Eicar-Test-Signature:0:0:{EICAR.hex()}\n")
    file = folder / "clamd.conf"
    file.write_text(
        f"LocalSocket {folder / 'ctl'}\n"
        f"DatabaseDirectory {signatures}\n"
        f"TemporaryDirectory {folder}\n"
        f"StreamMaxLength {LARGEST}\nMaxFileSize {LARGEST}\nMaxScanSize {4 * LARGEST}\n"
        f"AlertExceedsMax {'yes' if tells_limits else 'no'}\n"
        "MaxThreads 2\n"
    )
    return file


def _await(place: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the daemon takes a connection: it answers what was sent before it was ready."""
    for _ in range(2000):
        assert process.poll() is None, "clamd ended"
        with suppress(OSError), socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(20)
            asking.connect(str(place))
            asking.sendall(b"zPING\0")
            if asking.recv(8) == b"PONG\0":
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    raise AssertionError("clamd did not begin to listen")
