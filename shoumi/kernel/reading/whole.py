"""Cuts a text into whole articles, each in its own words with the signs of its items.

Where the items of an article are written out with its number (2.1, 2.2), each of them stands alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from shoumi.kernel.reading.articles import chapter_places
from shoumi.kernel.reading.cleaning import clean
from shoumi.kernel.reading.items import Group
from shoumi.kernel.reading.numerals import ZH_NUMERAL
from shoumi.kernel.reading.read import (
    COLOPHON,
    cut_warnings,
    read_items,
    title_at,
    title_before,
    words_at,
)
from shoumi.kernel.reading.refusals import MAX_CLAUSES, Unreadable
from shoumi.kernel.reading.sections import Section, cut_into_articles
from shoumi.kernel.reading.stream import Stream, to_stream
from shoumi.kernel.reading.structure import WholeArticle, WholeText

_OWN_MARK: Final = re.compile(
    rf"(?:第(?:{ZH_NUMERAL}{{1,8}}|\d{{1,4}})条(?:之{ZH_NUMERAL}{{1,3}})?"
    r"|\b(?:article|section|clause|chapter)\s\w{1,7}"
    rf"|第(?:{ZH_NUMERAL}{{1,8}}|\d{{1,4}})[章编篇])\s*$",
    re.IGNORECASE,
)
_CHAPTER: Final = re.compile(rf"\s*(第(?:{ZH_NUMERAL}{{1,8}}|\d{{1,4}})[章编篇节])\s*(?=\S)")
_LONGEST_CHAPTER: Final = 60


def read_articles(text: str) -> WholeText:
    """The articles of a text in order; raises Unreadable when there are thousands."""
    cleaned = clean(text)
    stream = to_stream(cleaned.text)
    cut = cut_into_articles(stream)
    if len(cut.sections) > MAX_CLAUSES:
        raise Unreadable("too_many_clauses", limit=MAX_CLAUSES)
    articles: list[WholeArticle] = []
    chapters = chapter_places(stream) if cut.how == "articles" else []
    before, plain = 0, cut.first
    for section in cut.sections:
        headed = next((one for one in chapters if before <= one < section.start), plain)
        chapter = _chapter(stream, headed, section.start) if cut.how == "articles" else ""
        articles.extend(_articles(stream, section, chapter))
        before = plain = section.end
    return WholeText(tuple(articles), (*cleaned.warnings, *cut_warnings(stream, cut)))


def _chapter(stream: Stream, start: int, end: int) -> str:
    """What stands between the article before and this one's own number."""
    said = _OWN_MARK.sub("", words_at(stream, start, end)).strip()
    return _CHAPTER.sub(r" \1 ", said).strip() if len(said) <= _LONGEST_CHAPTER else ""


def _articles(stream: Stream, section: Section, chapter: str) -> Iterator[WholeArticle]:
    root = read_items(stream, section).read()
    if not root.groups:
        title, after = section.title, root.start
        if not title:
            title, after = title_at(stream, root.start, section.end)
        yield WholeArticle(section.label, chapter, title, _laid(stream, after, section.end, []))
        return
    first = root.groups[0]
    title, after = title_before(stream, section, root.start, first.items[0].sign)
    if len(root.groups) > 1 or first.style != "path":
        signs = list(_signs(root.groups))
        yield WholeArticle(section.label, chapter, title, _laid(stream, after, section.end, signs))
        return
    if opening := words_at(stream, after, first.items[0].sign):
        yield WholeArticle(section.label, chapter, title, opening)
        chapter = ""
    stops = [*(item.sign for item in first.items[1:]), section.end]
    for item, stop in zip(first.items, stops, strict=True):
        signs = list(_signs(item.groups))
        own, after = title_at(stream, item.start, signs[0] if signs else stop)
        laid = _laid(stream, after, stop, signs)
        yield WholeArticle(f"{section.label}.{item.step}", chapter, own or title, laid)
        chapter = ""


def _signs(groups: list[Group]) -> Iterator[int]:
    """Where items begin, those within items among them."""
    for group in groups:
        for item in group.items:
            yield item.sign
            yield from _signs(item.groups)


def _laid(stream: Stream, start: int, end: int, signs: list[int]) -> str:
    """The words with each item, and each line after a full sentence, on a line of its own; without
    the organ and the date below the text."""
    below = COLOPHON.search(stream.text, start, end)
    end = below.start() if below else end
    lines = (
        place for place in stream.lines
        if start < place < end and stream.ends_sentence(place, start)
    )  # fmt: skip
    places = sorted({start, end, *(sign for sign in signs if start < sign < end), *lines})
    laid = (words_at(stream, one, two) for one, two in zip(places, places[1:], strict=False))
    return "\n".join(line for line in laid if line)
