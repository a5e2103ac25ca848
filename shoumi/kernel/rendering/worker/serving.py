"""One job from standard input, its answers to standard output."""

import os
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from typing import Any, BinaryIO, Final, Protocol, cast

from PIL import Image

from shoumi.kernel.rendering import bounds, frames
from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.confining import confine
from shoumi.kernel.rendering.worker.fencing import refuse_network
from shoumi.kernel.rendering.worker.refused import Refused

Answer = tuple[dict[str, Any], bytes]
HiddenBy = Callable[..., Image.Image]

_OPENERS: Final = {
    "pdf": "pdf",
    "image": "pictures",
    "text": "lines",
    "table": "grids",
    "package": "packages",
}
_MARKERS: Final = {**_OPENERS, "pdf": "stamps"}
_QUALITY: Final = 85


class Pages(Protocol):
    """An open file, whatever its kind."""

    renderer: str

    def __len__(self) -> int: ...

    def raster(self, index: int, width: int) -> Image.Image:
        """The page as RGB, about so many pixels wide. Raises Refused."""
        ...

    def height(self, index: int) -> int:
        """How tall the page is when it is 1000 wide. Raises Refused."""
        ...


class Markable(Protocol):
    """An open file that leaves with marks."""

    def marked(self, mark: Mark) -> tuple[bytes, str] | None:
        """The whole file with the mark on every page, and its suffix; None if it has no pages.
        Raises Refused."""
        ...


def main() -> None:
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job, _ = frames.read(stdin, limit=0)
    pages = len(job.get("pages", ()))
    confine(seconds=int(job["seconds"]) + 5 * pages, memory=bounds.memory(job["size"]))
    refuse_network()
    try:
        _serve(job, stdin.read(job["size"]), stdout)
    except Refused as refused:
        frames.write(stdout, {"cannot": refused.code})
    except MemoryError:
        frames.write(stdout, {"cannot": "too_large"})
    except BrokenPipeError:
        os._exit(0)
    except Exception:  # whatever a library makes of a hostile file
        frames.write(stdout, {"cannot": "damaged"})


def _serve(job: dict[str, Any], content: bytes, stdout: BinaryIO) -> None:
    if len(content) < job["size"]:
        raise Refused("damaged")
    for head, body in answers(job, content):
        frames.write(stdout, head, body)


def answers(job: dict[str, Any], content: bytes) -> Iterator[Answer]:
    """What the job asks for: words, heights of pages, pages, or the marked file. Raises Refused."""
    if job["task"] == "words":
        words = import_module(f"{__package__}.words")
        yield from (({"more": True}, text) for text in words.pieces(content))
        yield {"more": False}, b""
        return
    if job["task"] == "mark":
        yield _marked(job, content)
        return
    pages = opened(job["kind"], content, job["suffix"])
    if job["task"] == "look":
        yield {"heights": [pages.height(index) for index in range(len(pages))]}, b""
    else:
        hide = _hiding(job["hidden"])
        for number in job["pages"]:
            yield drawn(pages, number, job["width"], Mark.of(job["mark"]), hide)


def _marked(job: dict[str, Any], content: bytes) -> Answer:
    file = cast(Markable, _opened(_MARKERS[job["kind"]], content, job["suffix"]))
    made = file.marked(Mark.of(job["mark"]))
    if made is None:
        return {}, b""
    if len(made[0]) > job["limit"]:
        raise Refused("too_large")
    return {"suffix": made[1]}, made[0]


def opened(kind: str, content: bytes, suffix: str) -> Pages:
    """The file with its pages. Raises Refused."""
    return cast(Pages, _opened(_OPENERS[kind], content, suffix))


def _opened(module: str, content: bytes, suffix: str) -> Any:
    """The file, by the module for its kind and task; others are not even loaded."""
    return import_module(f"{__package__}.{module}").opened(content, suffix)


def drawn(
    pages: Pages, number: int, width: int, mark: Mark, hide: HiddenBy | None = None
) -> Answer:
    """One page, counted from 1: drawn, hashed, marked and packed as JPEG. Raises Refused."""
    if not 1 <= number <= len(pages):
        raise Refused("no_page")
    raster = pages.raster(number - 1, width)
    digest = sha256(raster.tobytes()).hexdigest()
    if hide is not None:
        raster = hide(raster, page=number)
    marking.put(mark, raster)
    head = {
        "width": raster.width,
        "height": raster.height,
        "raster_sha256": digest,
        "renderer": pages.renderer,
    }
    return head, marking.packed(raster, "JPEG", quality=_QUALITY)


def _hiding(hidden: dict[str, str] | None) -> HiddenBy | None:
    """The caller's own function that hides a mark; see `values.Hidden`."""
    if hidden is None:
        return None
    module, _, name = hidden["by"].partition(":")
    by, secret = getattr(import_module(module), name), bytes.fromhex(hidden["secret"])

    def hide(raster: Image.Image, *, page: int) -> Image.Image:
        return cast(Image.Image, by(raster, page=page, secret=secret))

    return hide
