"""Which characters the house's fonts can show, so that no paper ever bears an empty box."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"
MISSING = "〓"


@cache
def shown() -> frozenset[int]:
    """The code points that the regular fonts have between them, since each stands in for the other.

    A bold cut that lacks a character falls back on a regular one.
    """
    found: set[int] = set()
    for font in sorted(FOLDER.glob("*Regular*.ttf")):
        found |= _code_points(font.read_bytes())
    return frozenset(found)


def printable(text: str) -> str:
    """The text with every character that no font has written as 〓 and its code: 〓(U+20BB7)."""
    return "".join(
        sign if sign == "\n" or ord(sign) in shown() else f"{MISSING}(U+{ord(sign):04X})"
        for sign in text
    )


def _code_points(font: bytes) -> set[int]:
    """Read the `cmap` table of a TrueType font (OpenType 1.9, formats 4 and 12)."""
    offset = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, offset + 2)
    found: set[int] = set()
    for index in range(count):
        _, _, place = struct.unpack_from(">HHI", font, offset + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", font, offset + place)
        if form == 12:
            found |= _groups(font, offset + place)
        elif form == 4:
            found |= _segments(font, offset + place)
    return found


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == name:
            return int(offset)
    raise ValueError("not a TrueType font")


def _groups(font: bytes, place: int) -> set[int]:
    (count,) = struct.unpack_from(">I", font, place + 12)
    found: set[int] = set()
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", font, place + 16 + 12 * index)
        found.update(range(first + (glyph == 0), last + 1))
    return found


def _segments(font: bytes, place: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, place + 6)
    lasts = struct.unpack_from(f">{double // 2}H", font, place + 14)
    firsts = struct.unpack_from(f">{double // 2}H", font, place + 16 + double)
    return {
        point
        for first, last in zip(firsts, lasts, strict=True)
        for point in range(first, last + 1)
        if point != 0xFFFF
    }
