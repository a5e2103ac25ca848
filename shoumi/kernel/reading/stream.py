"""The text as one stream. Line breaks become evidence beside it, so that where a line was broken
decides nothing alone.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

SPACE, LINE, PARAGRAPH = 1, 2, 3
HEADING_FIRST: Final = 0xE001
HEADING_END: Final = "\ue00f"
_HEADING_LINE: Final = re.compile(r"(?m)(?:^|(?<=\f))[ \t]*(#{1,6})[ \t]+(\S[^\n\f]*)")
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
_TOKEN: Final = re.compile(r"\s+|\S")
# One sign for one sign, so that a place found in `mark` is the same place in `text`.
_SAME_SIGN: Final = {
    ord(f): ord(t)
    for f, t in zip("（）．：；，！？０１２３４５６７８９［］", "().:;,!?0123456789[]", strict=True)
}
_ENDS: Final = "。;!?:…"
_QUOTES: Final = "”’\"')》」』" + HEADING_END


@dataclass(frozen=True, slots=True)
class Stream:
    """`text` with no break inside a sentence; `mark` is the same with half-width signs; `breaks`
    says what stood before a place.
    """

    text: str
    mark: str
    breaks: Mapping[int, int]
    lines: Sequence[int]

    def break_before(self, place: int) -> int:
        """0 nothing, 1 space, 2 line break, 3 blank line or page break."""
        return PARAGRAPH if place == 0 else self.breaks.get(place, 0)

    def ends_sentence(self, place: int, start: int = 0) -> bool:
        """True when what stands between `start` and `place` is empty or ends a sentence just
        before `place`.
        """
        before = place - 1
        while before >= start and (self.mark[before].isspace() or self.mark[before] in _QUOTES):
            if self.mark[before] == HEADING_END:
                return True
            before -= 1
        if before < start or self.mark[before] in _ENDS:
            return True
        return self.mark[before] == "." and self.break_before(place) >= SPACE

    def line_end(self, place: int) -> int:
        """Where the line that holds `place` ended in the file."""
        following = bisect_right(self.lines, place)
        return self.lines[following] if following < len(self.lines) else len(self.text)


def to_stream(text: str) -> Stream:
    """Join broken lines: between Chinese signs nothing remains of a break, between Latin words one
    space.
    """
    pieces: list[str] = []
    breaks: dict[int, int] = {}
    length, pending = 0, 0
    for token in _TOKEN.findall(_with_heading_signs(text)):
        if token.isspace():
            pending = max(pending, _kind(token))
            continue
        if pending and length:
            if _wants_space(pieces[-1], token):
                pieces.append(" ")
                length += 1
            breaks[length] = pending
        pieces.append(token)
        length, pending = length + 1, 0
    joined = "".join(pieces)
    lines = sorted(place for place, kind in breaks.items() if kind >= LINE)
    return Stream(joined, joined.translate(_SAME_SIGN), breaks, lines)


def _with_heading_signs(text: str) -> str:
    plain = _EMPHASIS.sub(r"\2", text)
    return _HEADING_LINE.sub(
        lambda m: chr(HEADING_FIRST + len(m.group(1)) - 1) + m.group(2) + HEADING_END, plain
    )


def _kind(gap: str) -> int:
    if "\f" in gap or gap.count("\n") > 1:
        return PARAGRAPH
    return LINE if "\n" in gap else SPACE


def _wants_space(left: str, right: str) -> bool:
    return not _is_wide(left) and not _is_wide(right)


def _is_wide(sign: str) -> bool:
    """Chinese signs and punctuation, and the signs that stand for a heading, need no space."""
    return sign >= "\u2e80" or sign in "“”‘’…—①②③④⑤⑥⑦⑧⑨⑩"
