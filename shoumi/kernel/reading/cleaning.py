"""Takes out what a page adds to a text: page numbers, running heads, tables of contents, invisible
signs.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.kernel.reading.structure import TextWarning

_PAGE_NUMBER: Final = re.compile(
    r"[-—–·~\s]*(?:第\s*\d{1,4}\s*页|[-—–·~]\s*\d{1,4}\s*[-—–·~]|\d{1,4}\s*/\s*\d{1,4}|page\s+\d{1,4})"
    r"(?:\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页|of\s+\d{1,4}))?[-—–·~\s]*",
    re.IGNORECASE,
)
_BARE_NUMBER: Final = re.compile(r"\s*\d{1,4}\s*")
_CONTENTS_LINE: Final = re.compile(r".{1,80}?(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*\d{0,4}\s*")
_CONTENTS_HEAD: Final = re.compile(
    r"\s*(?:目\s*录|目\s*次|(?:table of )?contents)\s*", re.IGNORECASE
)
_OPEN_MARK: Final = re.compile(r"(?:第|[(（]|article|section|clause)\s*$", re.IGNORECASE)
_CLOSING_MARK: Final = re.compile(r"\s*(?:条|章|节|[.．、)）])")
_MARKED: Final = re.compile(
    r"\s*(?:第.{1,5}[条章节]|[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳•#*-])"
)
_HYPHEN: Final = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_SHORTEST_HEAD: Final = 6
_HEAD_REPEATS: Final = 3
_PAGES_TO_LOOK: Final = 2


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text alone, and what was left out of it."""

    text: str
    warnings: tuple[TextWarning, ...]


def clean(text: str) -> CleanText:
    """The text's own words: page furniture and invisible signs removed, everything removed is
    told.
    """
    pages = [page.split("\n") for page in _visible(text).split("\f")]
    heads = _running_heads(pages)
    return CleanText(_HYPHEN.sub("", _without_furniture(pages, heads)), tuple(_told(heads)))


def _visible(text: str) -> str:
    plain = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\v", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    return "".join(
        sign
        for sign in plain
        if sign in "\n\t\f" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """Lines at the edge of several pages, or three times over in a text without pages."""
    if len(pages) > 2:
        edges: Counter[str] = Counter()
        for page in pages:
            lines = [
                line.strip() for line in page if line.strip() and not _PAGE_NUMBER.fullmatch(line)
            ]
            edges.update({*lines[:1], *lines[-1:]})
        return frozenset(
            line for line, seen in edges.items() if seen * 2 > len(pages) and _may_be_head(line)
        )
    lines_seen = Counter(line.strip() for page in pages for line in page)
    return frozenset(
        line for line, seen in lines_seen.items() if seen >= _HEAD_REPEATS and _may_be_head(line)
    )


def _may_be_head(line: str) -> bool:
    return (
        len(line) >= _SHORTEST_HEAD
        and not _MARKED.match(line)
        and not line.endswith(("。", "；", ";", "：", ":"))
    )


def _without_furniture(pages: list[list[str]], heads: frozenset[str]) -> str:
    """The pages put together again without what the page added."""
    kept: list[str] = []
    for number, page in enumerate(pages):
        filled = [index for index, line in enumerate(page) if line.strip()]
        edges = {filled[0], filled[-1]} if len(pages) > 1 and filled else set()
        for index, line in enumerate(page):
            bare = (
                index in edges
                and _BARE_NUMBER.fullmatch(line)
                and not _splits_a_mark(pages, number, index)
            )
            kept.append("" if bare or _is_furniture(line, heads) else line)
        kept.append("\f")
    return "\n".join(kept[:-1]).replace("\n\f\n", "\f")


def _is_furniture(line: str, heads: frozenset[str]) -> bool:
    patterns = (_PAGE_NUMBER, _CONTENTS_LINE, _CONTENTS_HEAD)
    return line.strip() in heads or any(pattern.fullmatch(line) for pattern in patterns)


def _splits_a_mark(pages: list[list[str]], page: int, line: int) -> bool:
    """A number on a line of its own is no page number when `第` or `（` waits for it before or
    `条` after.
    """
    above = [
        *(words for earlier in pages[max(0, page - _PAGES_TO_LOOK) : page] for words in earlier),
        *pages[page][:line],
    ]
    below = [
        *pages[page][line + 1 :],
        *(words for later in pages[page + 1 : page + 1 + _PAGES_TO_LOOK] for words in later),
    ]
    return bool(
        _OPEN_MARK.search(_nearest(reversed(above))) or _CLOSING_MARK.match(_nearest(below))
    )


def _nearest(lines: Iterable[str]) -> str:
    return next((line for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line)), "")


def _told(heads: frozenset[str]) -> list[TextWarning]:
    return [
        TextWarning(
            "running_head_left_out",
            "",
            Bilingual(
                "每页都有的一行被当作页眉页脚略去：{line}",
                "A line that stands on every page was left out as a running head: {line}",
            ).filled(line=line),
        )
        for line in sorted(heads)
    ]
