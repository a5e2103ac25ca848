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
from shoumi.kernel.rendering.worker.refused import Refused

Answer = tuple[dict[str, Any], bytes]
HiddenBy = Callable[..., Image.Image]

_OPENERS: Final = {"pdf": "pdf", "image": "pictures", "text": "lines", "table": "grids"}
_QUALITY: Final = 85


class Pages(Protocol):
    """An open file, whatever its kind."""

    renderer: str

    def __len__(self) -> int: ...

    def raster(self, index: int, width: int) -> Image.Image:
        """The page as RGB, about so many pixels wide. Raises Refused."""
        ...

    def marked(self, mark: Mark) -> bytes:
        """The whole file with the mark on every page. Raises Refused."""
        ...


def main() -> None:
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job, _ = frames.read(stdin, limit=0)
    pages = len(job.get("pages", ()))
    confine(seconds=int(job["seconds"]) + 5 * pages, memory=bounds.memory(job["size"]))
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
    """What the job asks for: words, a count, pages, or the marked file. Raises Refused."""
    if job["task"] == "words":
        words = import_module(f"{__package__}.words")
        yield from (({"more": True}, text) for text in words.pieces(content))
        yield {"more": False}, b""
        return
    pages = opened(job["kind"], content, job["suffix"])
    if job["task"] == "look":
        yield {"pages": len(pages)}, b""
    elif job["task"] == "mark":
        yield {}, pages.marked(Mark.of(job["mark"]))
    else:
        hide = _hiding(job["hidden"])
        for number in job["pages"]:
            yield drawn(pages, number, job["width"], Mark.of(job["mark"]), hide)


def opened(kind: str, content: bytes, suffix: str) -> Pages:
    """The file, by the module for its kind; others are not even loaded. Raises Refused."""
    module = import_module(f"{__package__}.{_OPENERS[kind]}")
    return cast(Pages, module.opened(content, suffix))


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
