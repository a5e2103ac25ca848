"""Marked page images: what the mark costs beside drawing, how soon a long file's first page comes.

Within one run, in seconds of CPU for the ratio; a process is started as a reader's request does.
"""

import io
import time
from collections.abc import Callable
from statistics import median
from typing import Any, cast

import typst

from shoumi.kernel.documents.glyphs import FOLDER
from shoumi.kernel.rendering import Mark, look, marked_file, render, render_many
from shoumi.kernel.rendering.bounds import MIB
from shoumi.kernel.rendering.worker import stamps
from shoumi.kernel.rendering.worker.serving import drawn, opened

MARK = Mark(("李玥 研发中心", "2026-11-22 12:40", "查阅 7F3K-19"), "查阅 7F3K-19")
PAGES = 300
FEWER = 30
WIDTH = 1240
_WORDS = "涂层配方的配比决定附着力，试验两年得来。 The ratio decides how it adheres. " * 24


def measure(*, rounds: int = 15) -> dict[str, Any]:
    """The figures of one run.

    `watermarked_page_over_render` (aim: 3 at most) is a page drawn, hashed, marked and packed as
    JPEG against the same page only drawn; `first_page_of_300_seconds` (aim: below 1) is from
    opening the file to having its first page, two processes not yet started; `next_page_seconds`
    is each page after that from one process; `marked_pages_a_second` and `marked_mib_a_second` are
    of that file marked for leaving, its process included; `marked_page_of_300_over_of_30` is what
    one of its pages takes against one of a tenth of it, the process not counted.
    """
    file = _file(PAGES)
    pages = opened("pdf", file, "pdf")
    whole, bare = _by_turns(
        lambda number: drawn(pages, number, WIDTH, MARK),
        lambda number: pages.raster(number - 1, WIDTH),
        rounds,
    )
    first = median(_seconds(lambda: render(io.BytesIO(file), "", 1, mark=MARK)) for _ in range(5))
    counted = median(_seconds(lambda: look(io.BytesIO(file), "")) for _ in range(5))
    leaving = median(_seconds(lambda: marked_file(io.BytesIO(file), "", mark=MARK)) for _ in "123")
    fewer = _file(FEWER)
    long, short = _by_turns(
        lambda _number: stamps.opened(file, "pdf").marked(MARK),
        lambda _number: stamps.opened(fewer, "pdf").marked(MARK),
        3,
    )
    many = _seconds(lambda: list(render_many(io.BytesIO(file), "", range(1, 12), mark=MARK)))
    return {
        "rendering": {
            "watermarked_page_over_render": whole / bare,
            "first_page_of_300_seconds": counted + first,
            "next_page_seconds": max(0.0, many - first) / 10,
            "marked_pages_a_second": PAGES / leaving,
            "marked_mib_a_second": len(file) / MIB / leaving,
            "marked_page_of_300_over_of_30": (long / PAGES) / (short / FEWER),
        }
    }


def _by_turns(
    one: Callable[[int], object], other: Callable[[int], object], rounds: int
) -> tuple[float, float]:
    """CPU seconds of each for a page, by turns, so that a noisy machine disturbs both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(1, rounds + 2):
        for act, taken in zip((one, other), times, strict=True):
            began = time.process_time()
            act(number)
            taken.append(time.process_time() - began)
    # The first turn of each warms up what is kept in memory.
    return median(times[0][1:]), median(times[1][1:])


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _file(pages: int) -> bytes:
    """A PDF of dense Chinese and English pages."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
    leaves = "#pagebreak()\n".join(f"= {number}\n{_WORDS}\n" for number in range(1, pages + 1))
    source = f'#set text(font: "Noto Sans SC", size: 11pt)\n{leaves}'
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    return cast(bytes, compiler.compile(source.encode(), format="pdf"))
