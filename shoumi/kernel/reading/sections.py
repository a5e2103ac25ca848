"""Cuts a text into its articles, whichever way it shows them, and gives each its title."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Final

from shoumi.kernel.reading.articles import chapter_places, find_articles
from shoumi.kernel.reading.items import Item, ItemReader
from shoumi.kernel.reading.numerals import read_number
from shoumi.kernel.reading.stream import HEADING_END, HEADING_FIRST, LINE, PARAGRAPH, Stream

_APPENDIX: Final = re.compile(
    r"附件(?=[:一二三四五六七八九十\d])|附录(?=[:一二三四五六七八九十\dA-Z])|\b(?:Annex|Appendix)\s[A-Z\d]\b"
)
_HEADING_SIGNS: Final = re.compile("[\ue001-\ue006]")
_NUMBER_IN_HEADING: Final = re.compile(
    r"(?:([一二三四五六七八九十]{1,3})[、.]|(\d{1,2})(?:[.、)]|\s|(?=[\u4e00-\u9fff])))\s?"
)
_ITEM_LINE: Final = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳•●*-]")
_FURTHEST_CHAPTER_HEADING: Final = 80
_LONGEST_PLAIN_HEADING: Final = 24
_LONGEST_LATIN_HEADING: Final = 60


@dataclass(frozen=True, slots=True)
class Section:
    """One article as cut out: its label and number, where its words begin and end, its title when
    a heading gave it.
    """

    label: str
    number: int
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text cut into articles; `missing` are numbers that the sequence lacks, `how` tells by what
    it was cut.
    """

    how: str
    first: int
    sections: tuple[Section, ...]
    missing: tuple[int, ...] = ()


def cut_into_articles(stream: Stream) -> Cut:
    """By numbered articles, else by marked headings, numbered points or short lines; else all is
    one article.
    """
    end = _without_appendix(stream)
    for way in (_by_articles, _by_marked_headings, _by_points, _by_short_lines):
        cut = way(stream, end)
        if cut is not None:
            return cut
    return Cut("whole", 0, (Section("1", 1, 0, end),))


def _by_articles(stream: Stream, end: int) -> Cut | None:
    found = find_articles(stream)
    if not found.marks:
        return None
    marks = found.marks
    end = end if end > marks[-1].place else len(stream.text)
    chapters = chapter_places(stream)
    first = _before_headings(stream, marks[0].place, 0, chapters)
    ends = [
        _before_headings(stream, mark.place, left.end, chapters)
        for left, mark in zip(marks, marks[1:], strict=False)
    ]
    labels = _unlike([mark.label for mark in marks])
    sections = tuple(
        Section(label, mark.number, mark.end, stop)
        for label, mark, stop in zip(labels, marks, [*ends, end], strict=True)
    )
    return Cut("articles", first, sections, found.missing)


def _before_headings(stream: Stream, place: int, start: int, chapters: list[int]) -> int:
    """Where an article really ends: before the heading of the chapter that begins after it."""
    while place > start and (
        stream.text[place - 1] == HEADING_END or _HEADING_SIGNS.match(stream.text[place - 1])
    ):
        place -= 1
    nearest = bisect_left(chapters, max(start, place - _FURTHEST_CHAPTER_HEADING))
    if nearest < len(chapters) and start < chapters[nearest] < place:
        return _before_headings(stream, chapters[nearest], start, chapters)
    opened = max(
        stream.text.rfind(chr(sign), start, place)
        for sign in range(HEADING_FIRST, HEADING_FIRST + 6)
    )
    if opened >= start and HEADING_END not in stream.text[opened : place - 1]:
        return opened
    line = _line_of(stream, place - 1)
    if (
        line > start
        and _is_plain_heading(stream, line, place)
        and stream.ends_sentence(line, start)
    ):
        return line
    return place


def _unlike(labels: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unlike: list[str] = []
    for label in labels:
        repeats = seen[label]
        seen[label] += 1
        unlike.append(f"{label}{chr(ord('a') + repeats) if repeats else ''}")
    return unlike


def _by_marked_headings(stream: Stream, end: int) -> Cut | None:
    levels = [
        ord(sign.group()) - HEADING_FIRST for sign in _HEADING_SIGNS.finditer(stream.text, 0, end)
    ]
    top = next((level for level in sorted(set(levels)) if levels.count(level) > 1), None)
    if top is None:
        return None
    opened = [found.start() for found in re.finditer(chr(HEADING_FIRST + top), stream.text[:end])]
    return _from_headings(
        stream, "headings", [(place, _heading_end(stream, place)) for place in opened], end
    )


def _heading_end(stream: Stream, place: int) -> int:
    closed = stream.text.find(HEADING_END, place)
    return len(stream.text) if closed < 0 else closed + 1


def _by_points(stream: Stream, end: int) -> Cut | None:
    """一、 … 二、 … : when one list runs through the whole text, its items are the articles."""
    root = ItemReader(stream, None, Item("", 0, 0, 0, end)).read()
    if len(root.groups) != 1 or len(root.groups[0].items) < 2 or root.groups[0].style == "bullet":
        return None
    items = root.groups[0].items
    if _stands_under_headings(stream, items[0].sign, end):
        return None
    starts = [item.sign for item in items]
    stops = [*starts[1:], end]
    sections = tuple(
        Section(item.step, item.value, item.start, stop)
        for item, stop in zip(items, stops, strict=True)
    )
    missing = sorted(set(range(1, items[-1].value)) - {item.value for item in items})
    return Cut("points", starts[0], sections, tuple(missing))


def _stands_under_headings(stream: Stream, first: int, end: int) -> bool:
    """A list that begins deep in a text of unnumbered headings belongs to one part only."""
    headings = [span for span in _short_lines(stream, end) if span[0] < first]
    return bool(headings) and "。" in stream.text[headings[0][1] : first]


def _by_short_lines(stream: Stream, end: int) -> Cut | None:
    """Headings that bear no number, when there are several."""
    spans = _short_lines(stream, end)
    return _from_headings(stream, "short_lines", spans, end) if len(spans) > 1 else None


def _short_lines(stream: Stream, end: int) -> list[tuple[int, int]]:
    """Short lines without punctuation, each after a finished sentence and with words below it."""
    lines = [0, *[line for line in stream.lines if line < end], end]
    spans = [span for span in zip(lines, lines[1:], strict=False) if _opens_a_part(stream, *span)]
    begins = {start for start, _ in spans}
    return [span for span in spans if span[1] not in begins and span[1] < end]


def _opens_a_part(stream: Stream, start: int, end: int) -> bool:
    if not _is_plain_heading(stream, start, end) or _ITEM_LINE.match(stream.text, start):
        return False
    previous = _line_of(stream, start - 1) if start else 0
    return (
        stream.break_before(start) == PARAGRAPH
        or stream.ends_sentence(start)
        or bool(_ITEM_LINE.match(stream.text, previous))
        or (_is_plain_heading(stream, previous, start) and previous == 0)
    )


def _is_plain_heading(stream: Stream, start: int, end: int) -> bool:
    words = stream.mark[start:end].strip()
    longest = _LONGEST_LATIN_HEADING if words.isascii() else _LONGEST_PLAIN_HEADING
    return (
        1 < len(words) <= longest
        and stream.break_before(start) >= LINE
        and not re.search(r"[。;,:!?.]", words)
    )


def _line_of(stream: Stream, place: int) -> int:
    index = bisect_left(stream.lines, place + 1) - 1
    return stream.lines[index] if index >= 0 else 0


def _from_headings(stream: Stream, how: str, spans: list[tuple[int, int]], end: int) -> Cut:
    stops = [*[place for place, _ in spans[1:]], end]
    sections: list[Section] = []
    for order, ((place, after), stop) in enumerate(zip(spans, stops, strict=True), start=1):
        words = stream.text[place:after].strip(" " + HEADING_END + chr(stream_sign(stream, place)))
        numbered = _NUMBER_IN_HEADING.match(words)
        number = read_number(numbered.group(1) or numbered.group(2)) if numbered else None
        title = words[numbered.end() :] if numbered and number == order else words
        sections.append(Section(str(order), order, after, stop, title))
    return Cut(how, spans[0][0], tuple(sections))


def stream_sign(stream: Stream, place: int) -> int:
    """The sign at `place` when it opens a heading, else a space."""
    return ord(stream.text[place]) if _HEADING_SIGNS.match(stream.text[place]) else ord(" ")


def _without_appendix(stream: Stream) -> int:
    for found in _APPENDIX.finditer(stream.mark, len(stream.mark) // 3):
        if stream.break_before(found.start()) >= LINE and stream.ends_sentence(found.start()):
            return found.start()
    return len(stream.text)
