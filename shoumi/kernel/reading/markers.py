"""Signs that may begin an item: 一、 （一） 1. (4) ① 1) 3.1 (a) •; whether they do is for `items`
to decide.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from shoumi.kernel.reading.numerals import ZH_NUMERAL, read_number, read_roman
from shoumi.kernel.reading.stream import LINE, SPACE, Stream

_NOT_WITHIN: Final = r"(?<![\d.$￥¥第/-])"
_PATTERNS: Final = "|".join(
    (
        rf"\((?P<paren_chinese>{ZH_NUMERAL}{{1,4}})\)",
        r"\((?P<paren_number>\d{1,3})\)",
        r"\((?P<paren_letter>[a-z]|[ivx]{2,5})\)",
        rf"(?<!第)(?<!{ZH_NUMERAL})(?P<chinese>{ZH_NUMERAL}{{1,4}})[、.)](?!{ZH_NUMERAL})",
        r"(?P<circled>[①-⑳])",
        _NOT_WITHIN + r"(?P<path>\d{1,3}(?:\.\d{1,3}){1,3})(?![\d%％])(?:[.、)](?!\d))?",
        _NOT_WITHIN + r"(?P<number>\d{1,3})(?:[.、](?!\d)|(?P<half>\)))",
        _NOT_WITHIN + r"(?P<bare>\d{1,2})(?=\s?[A-Z\u4e00-\u9fff])",
        r"(?<![A-Za-z.])(?P<letter>[a-z])[.)](?=\s)",
        r"(?P<bullet>[•●■◆▪◦*\-])(?=.)",
    )
)
_MARKER: Final = re.compile(_PATTERNS)
_AFTER_MENTION: Final = re.compile(
    r"(?:第.{1,5}[条款章]|本条|前款|上述|前述|[项款目]|article|section|clause|paragraph|item|items)\s?$",
    re.IGNORECASE,
)
_BEFORE_MENTION: Final = re.compile(r"\s?(?:[项款目]|[、,和至到]\s?\()")
_JOINED_BY: Final = re.compile(r"(?:[;,]\s?(?:and|or|and/or)|[,、])\s?$", re.IGNORECASE)
_LOOK_BACK: Final = 14
_BRACKETED: Final = frozenset(
    {"paren_chinese", "paren_number", "paren_letter", "paren_roman", "circled"}
)
_ONLY_AT_LINES: Final = frozenset({"bare", "bullet", "letter"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A sign that may begin an item; `sure` when a sentence ended or a line began before it."""

    place: int
    end: int
    style: str
    value: int
    path: tuple[int, ...]
    sure: bool
    joined: bool
    spaced: bool

    def as_roman(self) -> "Marker":
        """`(i)` may be the ninth letter or the first Roman number; this is the second reading."""
        value = (
            read_roman(chr(ord("a") + self.value - 1))
            if self.style == "paren_letter" and self.value <= 26
            else None
        )
        return self if value is None else replace(self, style="paren_roman", value=value)

    @property
    def bracketed(self) -> bool:
        """Signs in brackets hardly ever occur inside a sentence unless they number it."""
        return self.style in _BRACKETED


def find_markers(stream: Stream, start: int, end: int) -> list[Marker]:
    """Every sign between `start` and `end` that could begin an item, mentions of items elsewhere
    left out.
    """
    markers: list[Marker] = []
    previous_end = start
    for found in _MARKER.finditer(stream.mark, start, end):
        marker = _read(stream, found, start, previous_end)
        if marker is not None:
            markers.append(marker)
            previous_end = marker.end
    return markers


def _read(stream: Stream, found: re.Match[str], start: int, previous_end: int) -> Marker | None:
    place, kind, written = found.start(), *_kind_and_text(found)
    at_line = stream.break_before(place) >= LINE or place == start
    if kind in _ONLY_AT_LINES and not (at_line or _after_heading_sign(stream, place)):
        return None
    if kind in {"bare", "bullet"} and not (
        stream.break_before(found.end()) or stream.mark[found.end()].isspace()
    ):
        return None
    before = stream.mark[max(start, place - _LOOK_BACK) : place]
    if _AFTER_MENTION.search(before) or (
        kind.startswith("paren") and _BEFORE_MENTION.match(stream.mark, found.end())
    ):
        return None
    path = tuple(int(step) for step in written.split(".")) if kind == "path" else ()
    value = path[-1] if path else _value(kind, written)
    if value is None or (kind != "bullet" and value == 0):
        return None
    if kind == "paren_letter" and len(written) > 1:
        kind = "paren_roman"
    sure = (
        at_line
        or place == previous_end
        or stream.ends_sentence(place, start)
        or _after_heading_sign(stream, place)
    )
    return Marker(
        place,
        found.end(),
        kind,
        value,
        path,
        sure,
        bool(_JOINED_BY.search(before)),
        stream.break_before(place) >= SPACE,
    )


def _kind_and_text(found: re.Match[str]) -> tuple[str, str]:
    if found.group("half"):
        return "half", found.group("number")
    kind = found.lastgroup or ""
    return kind, found.group(kind)


def _value(kind: str, written: str) -> int | None:
    if kind == "bullet":
        return 0
    if kind in {"paren_letter", "letter"}:
        return ord(written) - ord("a") + 1 if len(written) == 1 else read_roman(written)
    return read_number(written)


def _after_heading_sign(stream: Stream, place: int) -> bool:
    return place > 0 and "\ue001" <= stream.mark[place - 1] <= "\ue00f"
