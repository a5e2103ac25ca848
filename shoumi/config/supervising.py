"""Keeps child processes running, each with its process group; when one goes down for good, all do.

A server's own worker can outlive its parent, so a child is always ended with its whole group. On
Linux the kernel ends the children should this process be killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from shoumi.config.language import _

PATIENCE = 15.0
HEAD_START = 15.0
FALLS = 5
SETTLED = 30.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to be kept running."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    falls: int = 0

    def start(self) -> None:
        parent = os.getpid()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=lambda: _die_with(parent),  # noqa: PLW1509 - this process has one thread
        )

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def signal(self, number: int) -> None:
        """Send to the whole group, which may outlive the process that leads it."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def group_lives(self) -> bool:
        if self.process is None:
            return False
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


def supervise(
    children: list[Child], *, ready: Callable[[], bool], announce: Callable[[], None]
) -> int:
    """Run the children until told to stop (exit 0) or until one keeps falling (exit 1).

    The first is given a head start until it is ready, so that the first page does not wait for
    processes that nobody looks at.
    """
    stop = threading.Event()
    before = {
        number: signal.signal(number, lambda *_ignored: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    }
    try:
        if children[0].process is None:
            children[0].start()
        begun, announced = time.monotonic(), False
        while not stop.wait(0.1):
            if not all(_stands(child) for child in children):
                return 1
            if not announced and ready():
                announced = True
                announce()
            if announced or time.monotonic() - begun > HEAD_START:
                _start_rest(children)
        return 0
    finally:
        end(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _start_rest(children: list[Child]) -> None:
    for child in children:
        if child.process is None:
            child.start()


def _stands(child: Child) -> bool:
    """Start a fallen child again; False when it falls too often to go on."""
    if not child.has_fallen():
        return True
    lasted = time.monotonic() - child.started
    child.falls = 1 if lasted > SETTLED else child.falls + 1
    child.signal(signal.SIGKILL)
    print(
        _("shoumi: the {name} process ended unexpectedly; it is started again.").format(
            name=child.name
        ),
        file=sys.stderr,
        flush=True,
    )
    if child.falls >= FALLS:
        print(
            _("shoumi: the {name} process does not stay up. Everything is stopped.").format(
                name=child.name
            ),
            file=sys.stderr,
            flush=True,
        )
        return False
    time.sleep(min(0.2 * 2**child.falls, 5))
    child.start()
    return True


def end(children: list[Child]) -> None:
    """Ask every group to end, then insist."""
    for child in children:
        child.signal(signal.SIGTERM)
    limit = time.monotonic() + PATIENCE
    while any(child.group_lives() for child in children) and time.monotonic() < limit:
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()
