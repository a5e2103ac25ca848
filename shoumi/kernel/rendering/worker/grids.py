"""A CSV as a plain grid: its first row heads every page, wide tables go on to the right."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from PIL import Image, ImageDraw

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.worker import typeface
from shoumi.kernel.rendering.worker.lines import INK, PALE, RENDERER, decoded
from shoumi.kernel.rendering.worker.refused import Refused

WIDTH, HEIGHT = 1240, 877
_LETTERS, _PITCH = 15, 22
_LEFT, _TOP, _PAD = 40, 50, 8
_LINES: Final = (HEIGHT - 2 * _TOP) // _PITCH
_NUMBERS: Final = 64
_NARROWEST, _WIDEST = 44, 360
_TALLEST: Final = 16
_MEASURED: Final = 300
_ROWS: Final = 500_000
_HEADING = "#eef1f4"

Cells = list[str]
Block = tuple[int, int]
"""From which row to which, or from which column to which; the last is not in it."""


def opened(content: bytes, suffix: str) -> "Grid":
    """The table. Raises Refused."""
    return Grid(_rows(decoded(content), "\t" if suffix == "tsv" else None))


class Grid:
    renderer: str = RENDERER

    def __init__(self, rows: list[Cells]) -> None:
        self._rows = rows or [[""]]
        self._widths = _widths(self._rows)
        self._bands = _filled(self._widths, WIDTH - 2 * _LEFT - _NUMBERS)
        heights = [self._height(row) for row in self._rows]
        self._heights = heights
        self._blocks = _filled(heights[1:], _LINES - heights[0], first=1) or [(1, 1)]
        if len(self) > bounds.PAGES:
            raise Refused("too_large")

    def __len__(self) -> int:
        return len(self._blocks) * len(self._bands)

    def raster(self, index: int, width: int) -> Image.Image:
        block, band = divmod(index, len(self._bands))
        (begin, end), columns = self._blocks[block], range(*self._bands[band])
        sheet = _Sheet(width)
        for number in (0, *range(begin, end)):
            cells = self._rows[number]
            said = ((cells[n] if n < len(cells) else "", self._widths[n]) for n in columns)
            sheet.add(number, self._heights[number], said)
        return sheet.image

    def height(self, index: int) -> int:
        return 1000 * HEIGHT // WIDTH

    def _height(self, row: Cells) -> int:
        return max(
            (len(_broken(*pair)) for pair in zip(row, self._widths, strict=False)), default=1
        )


class _Sheet:
    """A page that fills from above."""

    def __init__(self, width: int) -> None:
        self._scale = width / WIDTH
        self.image = Image.new("RGB", (width, round(HEIGHT * self._scale)), "white")
        self._draw = ImageDraw.Draw(self.image)
        self._font = typeface.font(round(_LETTERS * self._scale))
        self._top = _TOP

    def add(self, number: int, lines: int, cells: Iterable[tuple[str, int]]) -> None:
        """One row of so many lines, each cell with its width; row 0 is the heading."""
        low = self._top + lines * _PITCH
        shade = _HEADING if number == 0 else None
        self._cell(_LEFT, low, _NUMBERS, [str(number + 1)], _HEADING, PALE)
        left = _LEFT + _NUMBERS
        for text, width in cells:
            self._cell(left, low, width, _broken(text, width), shade, INK)
            left += width
        self._top = low

    def _cell(
        self, left: int, low: int, width: int, lines: Sequence[str], shade: str | None, ink: str
    ) -> None:
        box = [part * self._scale for part in (left, self._top, left + width, low)]
        self._draw.rectangle(box, fill=shade, outline=PALE)
        for line, words in enumerate(lines):
            place = ((left + _PAD) * self._scale, (self._top + line * _PITCH) * self._scale)
            self._draw.text(place, words, ink, self._font)


def _rows(text: str, delimiter: str | None) -> list[Cells]:
    csv.field_size_limit(bounds.MIB)
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or max(",\t;", key=first.count)
    )
    rows: list[Cells] = []
    try:
        for row in islice(reader, _ROWS + 1):
            if len(row) > bounds.COLUMNS:
                raise Refused("too_large")
            rows.append([typeface.cleaned(cell) if "\n" not in cell else cell for cell in row])
    except csv.Error as error:
        raise Refused("too_large") from error
    if len(rows) > _ROWS:
        raise Refused("too_large")
    return rows


def _widths(rows: list[Cells]) -> list[int]:
    """A column is as wide as its widest cell among the first rows, within bounds."""
    widths = [_NARROWEST] * max(1, *map(len, rows))
    for row in rows[:_MEASURED]:
        for column, cell in enumerate(row):
            wide = sum(typeface.advance(sign, _LETTERS) for sign in cell[:60]) + 2 * _PAD + 4
            widths[column] = min(_WIDEST, max(widths[column], round(wide)))
    return widths


def _broken(cell: str, width: int) -> list[str]:
    """The cell's words in lines of its column's width; what is too tall ends in dots."""
    room = width - 2 * _PAD
    if "\n" not in cell and len(cell) * _LETTERS <= room:
        return [cell]
    lines = list(islice(_lines(cell, room), _TALLEST + 1))
    return [*lines[: _TALLEST - 1], "…"] if len(lines) > _TALLEST else lines


def _lines(cell: str, room: int) -> Iterator[str]:
    for line in cell.splitlines() or [""]:
        yield from typeface.wrapped(typeface.cleaned(line), room, _LETTERS)


def _filled(sizes: Sequence[int], room: int, *, first: int = 0) -> list[Block]:
    """Neighbours put together as long as they fit; numbered from `first`."""
    blocks: list[Block] = []
    begin, used = first, 0
    for number, size in enumerate(sizes, start=first):
        if used + size > room and number > begin:
            blocks.append((begin, number))
            begin, used = number, 0
        used += size
    if begin < first + len(sizes):
        blocks.append((begin, first + len(sizes)))
    return blocks
