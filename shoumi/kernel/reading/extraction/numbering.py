"""Numbers that Word writes itself (`w:numPr`): they stand in no paragraph's text, yet they are
the text's numbering.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from shoumi.kernel.reading.numerals import write_chinese, write_circled, write_letter, write_roman

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_CHINESE: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "koreanDigital",
    }
)
_CIRCLED: Final = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: its format, its pattern (`第%1条`), the number it starts from."""

    form: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class _Numbering:
    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class NumberingBook:
    """All numberings of one document and how far each has counted."""

    abstracts: dict[str, _Numbering] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def next_label(self, number_id: str, depth: int) -> str:
        """Count one paragraph on and give its label (`第三条`, `（二）`, `•`), empty when the
        numbering is unknown.
        """
        abstract = self.abstracts.get(self.numbers.get(number_id, ""))
        if abstract is None or not 0 <= depth < _LEVELS or depth not in abstract.levels:
            return ""
        if number_id not in self._begun:
            self._begun.add(number_id)
            # A start override makes Word begin anew; without it numbers of one abstract count on
            # together.
            for level, start in self.overrides.get(number_id, {}).items():
                abstract.counts[level] = start - 1
        held = abstract.counts[depth]
        abstract.counts[depth] = abstract.levels[depth].start if held is None else held + 1
        abstract.counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._label(abstract, depth)

    def _label(self, abstract: _Numbering, depth: int) -> str:
        shown = abstract.levels[depth]
        if shown.form == "bullet":
            return "•"

        def written(place: re.Match[str]) -> str:
            level = int(place.group(1)) - 1
            own = abstract.levels.get(level, Level())
            count = abstract.counts[level]
            return _write(
                "decimal" if shown.legal else own.form, own.start if count is None else count
            )

        return re.sub(r"%([1-9])", written, shown.pattern)


def _write(form: str, number: int) -> str:
    if form in _CHINESE:
        return write_chinese(number)
    if form in _CIRCLED:
        return write_circled(number)
    if form in {"lowerLetter", "upperLetter"}:
        letter = write_letter(max(number, 1))
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        roman = write_roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    return "" if form == "none" else str(number)


def read_numberings(root: "etree._Element | None") -> NumberingBook:
    """The numberings of `word/numbering.xml`; an empty book when the document has none."""
    book = NumberingBook()
    if root is None:
        return book
    links: dict[str, str] = {}
    styled: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        key = abstract.get(f"{W}abstractNumId", "")
        levels = {
            _number(level, "ilvl", 0): _read_level(level) for level in abstract.iterfind(f"{W}lvl")
        }
        book.abstracts[key] = _Numbering(levels)
        if (link := child_value(abstract, "numStyleLink")) is not None:
            links[key] = link
        if (style := child_value(abstract, "styleLink")) is not None:
            styled[style] = key
    for key, link in links.items():
        if link in styled:
            book.abstracts[key] = book.abstracts[styled[link]]
    for num in root.iterfind(f"{W}num"):
        key = num.get(f"{W}numId", "")
        book.numbers[key] = child_value(num, "abstractNumId") or ""
        book.overrides[key] = {
            _number(override, "ilvl", 0): int(start)
            for override in num.iterfind(f"{W}lvlOverride")
            if (start := child_value(override, "startOverride")) is not None and start.isdigit()
        }
    return book


def child_value(element: "etree._Element", name: str) -> str | None:
    """The `w:val` of a child element, None when the child is absent."""
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _number(element: "etree._Element", name: str, default: int) -> int:
    written = element.get(f"{W}{name}", "")
    return int(written) if written.isdigit() else default


def _read_level(level: "etree._Element") -> Level:
    start = child_value(level, "start") or "1"
    pattern = child_value(level, "lvlText")
    return Level(
        form=child_value(level, "numFmt") or "decimal",
        pattern="" if pattern is None else pattern,
        start=int(start) if start.isdigit() else 1,
        legal=level.find(f"{W}isLgl") is not None,
    )
