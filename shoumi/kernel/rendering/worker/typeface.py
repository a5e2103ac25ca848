"""The house's typeface for marks, texts and tables: how wide a sign is, where a line breaks."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

_FILE: Final = (
    Path(__file__).resolve().parents[2] / "documents" / "fonts" / "NotoSansSC-Regular.ttf"
)
_TAB: Final = 4
_PROBE: Final = 20


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout sets signs in the order of the file: no hidden sign can turn a line round.
    return ImageFont.truetype(str(_FILE), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def advance(sign: str, size: int) -> float:
    """How wide a sign is in pixels, in letters of that size."""
    return font(size).getlength(sign)


def wrapped(line: str, width: float, size: int) -> Iterator[str]:
    """The line in pieces that fit into the width, broken between any two signs; at least one."""
    # No sign is wider than the letters are tall, but for a few that a margin bears.
    if len(line) * size <= width:
        yield line
        return
    begin, used = 0, 0.0
    for place, sign in enumerate(line):
        wide = advance(sign, size)
        if used + wide > width and place > begin:
            yield line[begin:place]
            begin, used = place, 0.0
        used += wide
    yield line[begin:]


def cleaned(line: str) -> str:
    """The line without its end, with tabs as spaces and a dot for each sign that can't be seen."""
    line = line.rstrip("\r\n\f").expandtabs(_TAB)
    if line.isprintable():
        return line
    return "".join(sign if _is_seen(sign) else "·" for sign in line)


def spelled(words: str) -> str:
    """The words with what the typeface lacks written by its code, so that no name becomes boxes."""
    return "".join(s if _is_seen(s) and _has(s) else f"U+{ord(s):04X}" for s in words)


def _is_seen(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("C")


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    if sign.isspace():
        return True
    probe = font(_PROBE)
    return bytes(probe.getmask(sign)) != bytes(probe.getmask("\U0010ffff"))
