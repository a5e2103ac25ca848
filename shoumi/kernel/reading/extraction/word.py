"""Word documents (.docx, ECMA-376): paragraphs in order, with the numbers that Word itself would
show.
"""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from shoumi.kernel.reading.extraction.archive import open_archive, part
from shoumi.kernel.reading.extraction.numbering import (
    NumberingBook,
    W,
    child_value,
    read_numberings,
)
from shoumi.kernel.reading.refusals import Unreadable, refuse_if_too_long

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT: Final = frozenset({_FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr"})
_SIGNS: Final = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}br": "\n"}
_MAX_STYLE_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    number_id: str | None
    depth: int | None
    outline: int | None


def text_of_word(content: bytes) -> str:
    """The text of a .docx, one line per paragraph; raises Unreadable."""
    archive = open_archive(content)
    if "word/document.xml" not in archive.namelist():
        raise Unreadable("not_word")
    document = part(archive, "word/document.xml")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise Unreadable("broken_word")
    book = read_numberings(part(archive, "word/numbering.xml"))
    styles = _read_styles(part(archive, "word/styles.xml"))
    lines = [
        _line(paragraph, book, styles)
        for paragraph in body.iter(f"{W}p")
        if not _in_fallback(paragraph)
    ]
    text = "\n".join(lines)
    refuse_if_too_long(text)
    return text


def _line(paragraph: "etree._Element", book: NumberingBook, styles: dict[str, _Style]) -> str:
    words = _words(paragraph).strip(" ")
    shape = paragraph.find(f"{W}pPr")
    name = None if shape is None else child_value(shape, "pStyle")
    number_id, depth, outline = _numbering_of(shape, name, styles)
    if not words.strip():
        return words
    if number_id is not None and number_id != "0" and (label := book.next_label(number_id, depth)):
        return f"{label} {words}"
    # An outline level without a number is a heading; `#` is how the reader of structure is told.
    return f"{'#' * (outline + 1)} {words}" if outline is not None and outline < 6 else words


def _words(element: "etree._Element") -> str:
    pieces: list[str] = []
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{W}p" or _is_hidden(child):
            continue
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{W}br" and child.get(f"{W}type") == "page":
            pieces.append("\f")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        else:
            pieces.append(_words(child))
    return "".join(pieces)


def _is_hidden(run: "etree._Element") -> bool:
    if run.tag != f"{W}r":
        return False
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in {"false", "0"}


def _in_fallback(paragraph: "etree._Element") -> bool:
    return any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors())


def _numbering_of(
    shape: "etree._Element | None", name: str | None, styles: dict[str, _Style]
) -> tuple[str | None, int, int | None]:
    own = _read_shape(shape, name)
    number_id, depth, outline = own.number_id, own.depth, own.outline
    for _ in range(_MAX_STYLE_CHAIN):
        style = styles.get(name) if name is not None else None
        if style is None:
            break
        number_id = style.number_id if number_id is None else number_id
        depth = style.depth if depth is None else depth
        outline = style.outline if outline is None else outline
        name = style.based_on
    return number_id, depth or 0, outline


def _read_shape(shape: "etree._Element | None", based_on: str | None) -> _Style:
    if shape is None:
        return _Style(based_on, None, None, None)
    numbering = shape.find(f"{W}numPr")
    number_id = None if numbering is None else child_value(numbering, "numId")
    depth = None if numbering is None else child_value(numbering, "ilvl")
    outline = child_value(shape, "outlineLvl")
    return _Style(based_on, number_id, _whole(depth), _whole(outline))


def _whole(written: str | None) -> int | None:
    return int(written) if written is not None and written.isdigit() else None


def _read_styles(root: "etree._Element | None") -> dict[str, _Style]:
    if root is None:
        return {}
    return {
        style.get(f"{W}styleId", ""): _read_shape(
            style.find(f"{W}pPr"), child_value(style, "basedOn")
        )
        for style in root.iterfind(f"{W}style")
    }
