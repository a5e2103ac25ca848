"""What stands written in a file, page by page or part by part, read in a process apart."""

import os
import time
from collections.abc import Iterator

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.refusals import CannotRender
from shoumi.kernel.rendering.values import Source
from shoumi.kernel.rendering.working import Worker


def words(source: Source) -> Iterator[str]:
    """The texts of a PDF, an office file (Word, Excel, PowerPoint, WPS, OFD, OpenDocument), a
    package of such, or a plain text; told by the content and by no name.

    Layout is lost but for the ends of lines. Whoever has used the iterator up without an error has
    read everything. Raises CannotRender where something was left out, after what could be read:
    `too_large` when a bound was passed, `unsupported` for what holds no words that are read here.
    """
    size = source.seek(0, os.SEEK_END)
    if size > bounds.WORDS_FROM:
        raise CannotRender("too_large")
    # Each answer has its time; so has their sum, should a worker that was taken over never end.
    until = time.monotonic() + 2 * bounds.WORDS_SECONDS
    with Worker(seconds=bounds.WORDS_SECONDS) as worker:
        worker.give({"task": "words", "seconds": bounds.WORDS_SECONDS}, source, size)
        while True:
            head, text = worker.take(limit=bounds.WORDS)
            if head.get("more") is not True:
                return
            yield text.decode(errors="replace")
            if time.monotonic() > until:
                raise CannotRender("timeout")
