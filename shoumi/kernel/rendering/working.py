"""A worker: a process for one job, without environment, disk or time to spare."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, cast

from shoumi.kernel.rendering import bounds, frames
from shoumi.kernel.rendering.refusals import CannotRender, NoSuchPage, refused
from shoumi.kernel.rendering.values import Source

START: Final = Path(__file__).resolve().parent / "worker" / "start.py"
_PIECE: Final = bounds.MIB
_log = logging.getLogger(__name__)


class Worker:
    """Give it the job and the content, take its answers; at the end of the `with` it is gone."""

    def __init__(self, *, seconds: float) -> None:
        """`seconds` is how long giving, and each answer, may take."""
        self._seconds = seconds
        self._late = False
        self._process = subprocess.Popen(
            # Isolated: neither environment nor the current folder decide what is imported.
            [sys.executable, "-I", str(START), "serving"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def give(self, job: Mapping[str, Any], source: Source, size: int) -> None:
        """Hands over the job and `size` bytes of the source."""
        stdin = cast(Any, self._process.stdin)
        # A worker that fell is noticed when its answer is read.
        with self._in_time(), suppress(BrokenPipeError):
            frames.write(stdin, {**job, "size": size})
            source.seek(0)
            left = size
            while left and (piece := source.read(min(left, _PIECE))):
                stdin.write(piece)
                left -= len(piece)
            stdin.close()

    def take(self, *, limit: int) -> tuple[dict[str, Any], bytes]:
        """The next answer, its bytes at most `limit`. Raises CannotRender, NoSuchPage."""
        with self._answering():
            head, body = frames.read(cast(Any, self._process.stdout), limit=limit)
        return _allowed(head), body

    def take_into(self, sink: BinaryIO, *, limit: int) -> tuple[dict[str, Any], int]:
        """As `take`, but the bytes go into the sink; answers with how many they are."""
        with self._answering():
            head, size = frames.read_into(cast(Any, self._process.stdout), sink, limit=limit)
        return _allowed(head), size

    @contextmanager
    def _answering(self) -> Iterator[None]:
        with self._in_time():
            try:
                yield
            except frames.BrokenFrame:
                raise self._fallen() from None

    def _fallen(self) -> CannotRender:
        self._process.kill()
        ended = self._process.wait()
        _log.warning("a rendering worker ended with %s", ended)
        late = self._late or ended == -signal.SIGXCPU
        return CannotRender("timeout" if late else "damaged")

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Kills the worker if the block takes too long; its pipes then end, and the wait too."""
        timer = threading.Timer(self._seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


def _allowed(head: dict[str, Any]) -> dict[str, Any]:
    """The head, unless it is a refusal. Raises CannotRender, NoSuchPage."""
    if head.get("cannot") == "no_page":
        raise NoSuchPage
    if "cannot" in head:
        raise refused(head["cannot"])
    return head
