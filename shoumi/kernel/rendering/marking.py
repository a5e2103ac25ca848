"""A file given out with the mark on every page, for print and download."""

import os
from typing import Any

from django.conf import settings

from shoumi.kernel.rendering import bounds, kinds
from shoumi.kernel.rendering.memory import memory_file
from shoumi.kernel.rendering.refusals import CannotMark, CannotRender
from shoumi.kernel.rendering.values import Mark, Marked, Source
from shoumi.kernel.rendering.working import Worker


def marked_copy(source: Source, name: str, *, mark: Mark) -> Marked | None:
    """The file in its own format with the mark on every page: PDF, pictures, Word, Excel,
    PowerPoint.

    None where the format has no pages to mark (text, tables of plain text, drawings of CAD,
    archives, the formats of before 2007). A mark can be taken off again by who has the tools; it
    says whose copy this is, it doesn't hold on to it. Raises CannotMark for a file that would take
    a mark but is damaged, locked, or larger than SHOUMI_MARKED_MIB.
    """
    source.seek(0)
    head = source.read(kinds.HEAD)
    kind = kinds.marked_as(head, name)
    if kind is None:
        return None
    size, limit = source.seek(0, os.SEEK_END), settings.MARKED_MIB * bounds.MIB
    if size > limit:
        if kind == "package" and kinds.suffix(name) not in kinds.PACKAGES:
            return None
        raise CannotMark("too_large")
    job = {"task": "mark", "kind": kind, "suffix": kinds.suffix(name), "mark": mark.plain()}
    try:
        return _made(source, size, limit, job)
    except CannotRender as cannot:
        raise CannotMark(cannot.code) from None


def _made(source: Source, size: int, limit: int, job: dict[str, Any]) -> Marked | None:
    file, seconds = memory_file(), bounds.FILE_SECONDS
    try:
        with Worker(seconds=seconds) as worker:
            worker.give({**job, "seconds": seconds, "limit": limit}, source, size)
            told, length = worker.take_into(file, limit=limit)
        suffix = told.get("suffix")
        if suffix is None:
            file.close()
            return None
        if suffix not in kinds.MARKED:
            raise CannotRender("damaged")
        file.seek(0)
        return Marked(file, length, kinds.MARKED[suffix], suffix)
    except BaseException:
        file.close()
        raise


def marked_file(source: Source, name: str, *, mark: Mark) -> tuple[bytes, str] | None:
    """As `marked_copy`, for what is small: its bytes and their media type."""
    made = marked_copy(source, name, mark=mark)
    if made is None:
        return None
    with made.file as file:
        return file.read(), made.media_type
