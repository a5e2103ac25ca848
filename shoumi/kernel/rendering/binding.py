"""Several pictures as one PDF: each is read in a process of its own, none is unpacked here."""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import BinaryIO, Final

from shoumi.foundation.pdf.pictures import Picture, pdf_of
from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.memory import memory_file
from shoumi.kernel.rendering.refusals import NoSuchPage
from shoumi.kernel.rendering.values import Mark, Source
from shoumi.kernel.rendering.viewing import render_many

_BARE: Final = Mark((), "")


def bound(pictures: Sequence[Source]) -> BinaryIO:
    """A PDF in memory, a page for each picture in this order, upright, as wide as a reader may ever
    ask for; what stood beside the pixels (place, camera) is left out. Close it to free it. Raises
    CannotRender."""
    file = memory_file()
    try:
        for piece in pdf_of(_pages(pictures)):
            file.write(piece)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _pages(pictures: Sequence[Source]) -> Iterator[Picture]:
    numbers, width = range(1, bounds.BOUND + 1), bounds.WIDTHS[1]
    for picture in pictures:
        with (
            closing(render_many(picture, "", numbers, mark=_BARE, width=width)) as drawn,
            suppress(NoSuchPage),
        ):
            for page in drawn:
                yield Picture(page.image, page.width, page.height)
