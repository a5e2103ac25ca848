"""The visible mark: tiles across the whole page, and the access number at its foot.

Letters are dark with a light rim, both nearly transparent: on white the letters show, on a dark
picture the rim does. Tiles stand so close that a quarter of the page, cut out anywhere, holds at
least one whole tile.
"""

import io
from functools import lru_cache
from typing import Any, Final

from PIL import Image, ImageDraw

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import typeface

STRENGTH: Final = 0.14
FOOT_STRENGTH: Final = 0.6
ANGLE: Final = 30
_LINES: Final = 6
_SIGNS: Final = 48
_SMALLEST: Final = 9
_ANY: Final = [0] + [255] * 255

Placed = tuple[tuple[int, int], Image.Image, Image.Image]
"""Where, in which tones, how strongly."""


def put(mark: Mark, raster: Image.Image) -> None:
    """Marks an RGB raster, in place."""
    for place, tones, strength in _layout(mark, raster.width, raster.height):
        raster.paste(tones, place, strength)


def overlay(mark: Mark, width: int, height: int) -> tuple[Image.Image, Image.Image]:
    """The mark as a layer of that size of its own: grey tones, and how strongly, both L."""
    tones = Image.new("L", (width, height), 255)
    strength = Image.new("L", (width, height), 0)
    for place, stamp, alpha in _layout(mark, width, height):
        letters = alpha.point(_ANY)
        tones.paste(stamp.convert("L"), place, letters)
        strength.paste(alpha, place, letters)
    return tones, strength


def packed(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@lru_cache(maxsize=4)
def _layout(mark: Mark, width: int, height: int) -> list[Placed]:
    """Every tile and the foot of a page of that size."""
    tones, strength = tile(mark, width, height).split()
    stamp = tones.convert("RGB")
    tiles = [(place, stamp, strength) for place in places(width, height, stamp.size)]
    foot, alpha = _foot(mark, width, height).split()
    place = (max(0, (width - foot.width) // 2), height - foot.height)
    return [*tiles, (place, foot.convert("RGB"), alpha)]


def tile(mark: Mark, width: int, height: int) -> Image.Image:
    """One tile for a page of that size, leaning; LA. It fits into 0.24 of each side unless the
    page is too small for letters."""
    said = [_said(line) for line in mark.lines[:_LINES] if line.strip()]
    size = max(_SMALLEST, round(min(width / 54, height / 40)))
    while True:
        lines = [part for line in said for part in typeface.wrapped(line, 13 * size, size)]
        stamp = _lettered("\n".join(lines), size)
        leaning = stamp.rotate(ANGLE, Image.Resampling.BICUBIC, expand=True)
        room = min(0.24 * width / leaning.width, 0.24 * height / leaning.height)
        if room >= 1 or size <= _SMALLEST:
            return _weakened(leaning, STRENGTH)
        size = max(_SMALLEST, min(size - 1, int(size * room)))


def places(width: int, height: int, tile: tuple[int, int]) -> list[tuple[int, int]]:
    """Where tiles begin. Every second row is shifted by half a step.

    A step is at most 0.25 of a side and a tile 0.24, so half of each side, which is a quarter of
    the page, holds a whole one.
    """
    across = max(1, min(round(tile[0] * 1.3), width // 4))
    down = max(1, min(round(tile[1] * 1.3), height // 4))
    across, down = max(across, tile[0]), max(down, tile[1])
    return [
        (left - (row % 2) * across // 2, top)
        for row, top in enumerate(range(down // 8, height, down))
        for left in range(across // 8, width + across, across)
    ]


def _foot(mark: Mark, width: int, height: int) -> Image.Image:
    size = max(8, round(min(width, height) / 95))
    return _weakened(_lettered(_said(mark.access), size), FOOT_STRENGTH)


def _said(words: str) -> str:
    return typeface.spelled(words if len(words) <= _SIGNS else words[: _SIGNS - 1] + "…")


def _lettered(words: str, size: int) -> Image.Image:
    """The words dark with a light rim, on nothing; LA."""
    rim = max(1, size // 14)
    font = typeface.font(size)
    draw = ImageDraw.Draw(Image.new("LA", (1, 1)))
    box = draw.multiline_textbbox((0, 0), words, font=font, spacing=size // 3, stroke_width=rim)
    extent = (round(box[2] - box[0]) + 2 * rim, round(box[3] - box[1]) + 2 * rim)
    sheet = Image.new("LA", extent, (255, 0))
    ImageDraw.Draw(sheet).multiline_text(
        (rim - box[0], rim - box[1]), words, font=font, spacing=size // 3, align="center",
        fill=(0, 255), stroke_width=rim, stroke_fill=(255, 255),
    )  # fmt: skip
    return sheet


def _weakened(sheet: Image.Image, strength: float) -> Image.Image:
    tones, alpha = sheet.split()
    return Image.merge("LA", (tones, alpha.point([round(n * strength) for n in range(256)])))


def sheet(mark: Mark, width: float, height: float) -> bytes:
    """The mark as a see-through picture for a page of these proportions; PNG."""
    scale = 1600 / max(width, height)
    layer = overlay(mark, max(1, round(width * scale)), max(1, round(height * scale)))
    return packed(Image.merge("LA", layer), "PNG")


def paper(mark: Mark) -> bytes:
    """A small piece of white paper with the mark, to be laid side by side; PNG."""
    stamp = tile(mark, 1600, 1200)
    piece = Image.new("L", (round(stamp.width * 1.3), round(stamp.height * 1.6)), 255)
    tones, strength = stamp.split()
    piece.paste(tones, (round(stamp.width * 0.15), round(stamp.height * 0.3)), strength)
    return packed(piece, "PNG")


def line(mark: Mark) -> str:
    """The mark as one line of words."""
    said = [part for part in (*mark.lines, mark.access) if part.strip()]
    return " · ".join(_said(part) for part in dict.fromkeys(said))
