"""Looking at a file, and drawing its pages with the mark on each."""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from shoumi.kernel.rendering import bounds, kinds
from shoumi.kernel.rendering.refusals import CannotRender, NoSuchPage
from shoumi.kernel.rendering.values import HiddenMark, Mark, Page, Shown, Source
from shoumi.kernel.rendering.working import Worker

_PAGE_BYTES: Final = 64 * bounds.MIB


@dataclass(frozen=True)
class _File:
    """A file whose kind and size are known and allowed."""

    source: Source
    size: int
    kind: str
    media_type: str
    suffix: str

    def job(self, task: str, **more: Any) -> dict[str, Any]:
        return {"task": task, "kind": self.kind, "suffix": self.suffix, **more}


def look(source: Source, name: str) -> Shown:
    """How many pages the file has, how tall they are, and what it is. Raises CannotRender."""
    file = _readable(source, name)
    with _at_work(file, file.job("look"), seconds=bounds.PAGE_SECONDS) as worker:
        head, _ = worker.take(limit=0)
    heights = head.get("heights")
    if not isinstance(heights, list):
        raise CannotRender("damaged")
    return Shown(len(heights), file.media_type, file.kind, tuple(map(_whole, heights)))


def render(
    source: Source,
    name: str,
    page: int,
    *,
    mark: Mark,
    width: int = 1240,
    hidden: HiddenMark | None = None,
) -> Page:
    """The page, counted from 1, as an image with the mark on it.

    The width is in pixels and is brought within `bounds.WIDTHS`; a page too tall for its width
    comes narrower. Raises CannotRender, NoSuchPage.
    """
    with closing(render_many(source, name, [page], mark=mark, width=width, hidden=hidden)) as pages:
        return next(pages)


def render_many(
    source: Source,
    name: str,
    pages: Sequence[int],
    *,
    mark: Mark,
    width: int = 1240,
    hidden: HiddenMark | None = None,
) -> Generator[Page, None, None]:
    """These pages in this order, from one worker that draws the next while one is shown.

    As `render`; raises when the page is asked for. Close the generator if it isn't used up.
    """
    if any(page < 1 for page in pages):
        raise NoSuchPage
    file = _readable(source, name)
    narrowest, widest = bounds.WIDTHS
    job = file.job(
        "render",
        pages=list(pages),
        mark=mark.plain(),
        width=min(max(width, narrowest), widest),
        hidden=hidden.plain() if hidden else None,
    )
    with _at_work(file, job, seconds=bounds.PAGE_SECONDS) as worker:
        for _ in pages:
            yield _page(*worker.take(limit=_PAGE_BYTES))


@contextmanager
def _at_work(file: _File, job: dict[str, Any], *, seconds: float) -> Iterator[Worker]:
    with Worker(seconds=seconds) as worker:
        worker.give({**job, "seconds": seconds}, file.source, file.size)
        yield worker


def _readable(source: Source, name: str) -> _File:
    """The file as a worker takes it. An office file isn't: what is drawn of it is its viewing copy.
    Raises CannotRender."""
    head = _head(source)
    kind = kinds.kind_of(head, name)
    if kind is None or kind == "office":
        raise CannotRender("unsupported")
    size = source.seek(0, os.SEEK_END)
    if size > bounds.BYTES[kind]:
        raise CannotRender("too_large")
    media_type = kinds.media_type(head, name, kind)
    return _File(source, size, kind, media_type, kinds.suffix(name))


def _head(source: Source) -> bytes:
    source.seek(0)
    return source.read(kinds.HEAD)


def _page(head: dict[str, Any], image: bytes) -> Page:
    return Page(
        image=image,
        media_type="image/jpeg",
        width=_whole(head.get("width")),
        height=_whole(head.get("height")),
        raster_sha256=_text(head.get("raster_sha256")),
        renderer=_text(head.get("renderer")),
    )


def _whole(value: object) -> int:
    """A count from a worker, which may have been taken over by what it read."""
    if not isinstance(value, int) or not 0 <= value < 2**31:
        raise CannotRender("damaged")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise CannotRender("damaged")
    return value
