"""The mark in a workbook: in header and foot of every sheet's prints, and behind its cells on the
screen. What stands in the cells is not even read."""

import re
from typing import Any, Final

from lxml import etree

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.parts import RELATIONS, Parts, parsed, written
from shoumi.kernel.rendering.worker.refused import Refused

_S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LONGEST: Final = 255
_KINDS: Final = ("spreadsheetml.worksheet+xml", "spreadsheetml.chartsheet+xml")
# What may come after, in the order of the format: the mark's own parts go before the first found.
_AFTER_HEADER: Final = (
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_AFTER_PICTURE: Final = ("oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
_ORDER: Final = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_CELLS: Final = re.compile(rb"<(?:\w+:)?sheetData[\s>].*</(?:\w+:)?sheetData\s*>", re.DOTALL)
_KEPT: Final = b'<sheetData xmlns="%s"/>' % _S.encode()


def mark(parts: Parts, main: str, mark: Mark) -> None:
    """Puts the mark on every sheet. Raises Refused."""
    sheets = [name for kind in _KINDS for name in parts.of_type(kind)]
    if not sheets:
        raise Refused("unmarkable")
    paper = parts.archive.free("xl/media/mark", ".png")
    parts.add(paper, marking.paper(mark), "image/png")
    said = "&8 " + marking.line(mark).replace("&", "&&")
    for sheet in sheets:
        content = parts.archive.read(sheet)
        cells = _CELLS.search(content)
        root = parsed(_CELLS.sub(_KEPT, content, count=1))
        _head(root, said)
        if root.find(f"{{{_S}}}picture") is None:
            key = parts.link(sheet, "image", paper)
            picture = etree.Element(f"{{{_S}}}picture", {f"{{{RELATIONS}}}id": key})
            _insert(root, picture, _AFTER_PICTURE)
        parts.archive.put(sheet, _with(written(root), cells[0] if cells else b""))


def _with(sheet: bytes, cells: bytes) -> bytes:
    """The sheet with its cells back in their place, byte for byte."""
    if not cells:
        return sheet
    before, found, after = sheet.partition(_place_of(sheet))
    if not found:
        raise Refused("damaged")
    return before + cells + after


def _place_of(sheet: bytes) -> bytes:
    found = re.search(rb"<(?:\w+:)?sheetData[^<>]*/>", sheet)
    return found[0] if found else b"<sheetData/>"


def _head(root: Any, said: str) -> None:
    """Header and foot of odd, and where they are set apart, of even and first pages."""
    tag = f"{{{_S}}}headerFooter"
    block = root.find(tag)
    if block is None:
        block = etree.Element(tag)
        _insert(root, block, _AFTER_HEADER)
    wanted = list(_ORDER[:2])
    wanted += _ORDER[2:4] if block.get("differentOddEven") in {"1", "true"} else ()
    wanted += _ORDER[4:] if block.get("differentFirst") in {"1", "true"} else ()
    texts = {etree.QName(one).localname: one.text or "" for one in block}
    for one in list(block):
        block.remove(one)
    for name in _ORDER:
        text = _joined(texts.get(name, ""), said) if name in wanted else texts.get(name, "")
        if text:
            etree.SubElement(block, f"{{{_S}}}{name}").text = text


def _joined(text: str, said: str) -> str:
    """The mark in the middle, beside what stands there; in its place where there is no room."""
    parts = dict(_thirds(text))
    middle = parts.get("C", "")
    parts["C"] = f"{middle}\n{said}" if middle else said
    for kept in (parts, {**parts, "C": said}, {"C": said}):
        whole = "".join(f"&{side}{kept[side]}" for side in "LCR" if kept.get(side))
        if len(whole) <= _LONGEST:
            return whole
    return f"&C{said}"[:_LONGEST]


def _thirds(text: str) -> list[tuple[str, str]]:
    """Left, middle and right of a header; what no sign stands before is its middle."""
    pieces = re.split(r"(?<!&)((?:&&)*)&([LCR])", text)
    found = [("C", pieces[0])] if pieces[0] else []
    for place in range(1, len(pieces) - 2, 3):
        if pieces[place] and found:
            found[-1] = (found[-1][0], found[-1][1] + pieces[place])
        found.append((pieces[place + 1], pieces[place + 2]))
    return found


def _insert(root: Any, element: Any, after: tuple[str, ...]) -> None:
    for one in root:
        if isinstance(one.tag, str) and etree.QName(one).localname in after:
            one.addprevious(element)
            return
    root.append(element)
