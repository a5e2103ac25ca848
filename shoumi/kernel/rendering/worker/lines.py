"""Texts and source code, set in pages of sixty lines as a printer would; code has line numbers."""

import io
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from PIL import Image, ImageDraw

from shoumi.kernel.rendering import bounds, kinds
from shoumi.kernel.rendering.decoding import encoding_of
from shoumi.kernel.rendering.worker import typeface
from shoumi.kernel.rendering.worker.refused import Refused

RENDERER: Final = f"pillow {version('pillow')}/shoumi 1"
LINES: Final = 60
WIDTH, HEIGHT = 1240, 1754
_LETTERS, _PITCH = 18, 26
_LEFT, _TOP, _GUTTER = 80, 90, 76
INK, PALE = "#1f2328", "#8b949e"

Row = tuple[int, str]
"""A line's number, 0 where an overlong one goes on, and its words."""


def opened(content: bytes, suffix: str) -> "Text":
    """The text; source code, told by its suffix, gets line numbers. Raises Refused."""
    return Text(decoded(content), numbered=suffix in kinds.SOURCE_CODE)


def decoded(content: bytes) -> str:
    """Whatever is no sign in the encoding that fits best is shown as one that says so."""
    return content.decode(encoding_of(content) or "gb18030", errors="replace")


class Text:
    renderer: str = RENDERER

    def __init__(self, text: str, *, numbered: bool) -> None:
        self._gutter = _GUTTER if numbered else 0
        self._rows: list[Row] = []
        for row in self._set(text):
            self._rows.append(row)
            if len(self._rows) > bounds.PAGES * LINES:
                raise Refused("too_large")

    def __len__(self) -> int:
        return max(1, -(-len(self._rows) // LINES))

    def raster(self, index: int, width: int) -> Image.Image:
        scale = width / WIDTH
        image = Image.new("RGB", (width, round(HEIGHT * scale)), "white")
        draw, font = ImageDraw.Draw(image), typeface.font(round(_LETTERS * scale))
        left = (_LEFT + self._gutter) * scale
        for line, (number, words) in enumerate(self._rows[index * LINES : (index + 1) * LINES]):
            top = (_TOP + line * _PITCH) * scale
            if self._gutter and number:
                draw.text((left - 16 * scale, top), str(number), PALE, font, anchor="ra")
            draw.text((left, top), words, INK, font)
        return image

    def height(self, index: int) -> int:
        return 1000 * HEIGHT // WIDTH

    def _set(self, text: str) -> Iterator[Row]:
        room = WIDTH - 2 * _LEFT - self._gutter
        for number, line in enumerate(io.StringIO(text, newline=None), start=1):
            pieces = typeface.wrapped(typeface.cleaned(line), room, _LETTERS)
            for place, piece in enumerate(pieces):
                yield (0 if place else number), piece
