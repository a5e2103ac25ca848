"""The mark in a Word file: in the header of every kind in every section, behind what is written.

Nothing moves: picture and line are anchored to the page and take no room.
"""

from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.parts import RELATIONS, Parts, written

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADER: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_KINDS: Final = ("default", "first", "even")
_A4: Final = (595.0, 842.0)
_LARGEST: Final = 1584.0
_POINT: Final = 12700
_RUN: Final = """
<w:r xmlns:w="{w}" xmlns:r="{r}"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
><w:rPr><w:noProof/></w:rPr><w:drawing
><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
 behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{key}" name="mark"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic><pic:nvPicPr><pic:cNvPr id="{key}" name="mark"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:anchor></w:drawing></w:r>"""
_LINE: Final = """
<w:r xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:rect id="mark{key}" stroked="f" filled="f" o:allowincell="f" style="position:absolute;\
margin-left:12pt;margin-top:4pt;width:{wide}pt;height:14pt;z-index:-251650048;\
mso-position-horizontal-relative:page;mso-position-vertical-relative:page">
<v:textbox inset="0,0,0,0"><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0"/>
<w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:noProof/><w:color w:val="595959"/><w:sz w:val="14"/>
</w:rPr><w:t xml:space="preserve">{line}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect>
</w:pict></w:r>"""


def mark(parts: Parts, main: str, mark: Mark) -> None:
    """Puts the mark on every page. Raises Refused."""
    root = parts.xml(main)
    sections = _sections(root)
    size = _size(sections)
    picture = parts.archive.free("word/media/mark", ".png")
    parts.add(picture, marking.sheet(mark, *size), "image/png")
    headers = {target for _key, target in parts.links(main, "/header")}
    for key, header in enumerate(sorted(headers), start=1):
        content = parts.xml(header)
        _put(parts, header, content, picture, size, mark, 900_000 + key)
    _complete(parts, main, sections[0], picture, size, mark)
    parts.put_xml(main, root)


def _sections(root: Any) -> list[Any]:
    """In the order of the pages; one is made where there is none. What is only on record as a
    former section is left out."""
    found = [
        section
        for section in root.iter(f"{{{_W}}}sectPr")
        if section.getparent().tag != f"{{{_W}}}sectPrChange"
    ]
    if not found:
        body = root.find(f"{{{_W}}}body")
        found = [etree.SubElement(root if body is None else body, f"{{{_W}}}sectPr")]
    return found


def _size(sections: list[Any]) -> tuple[float, float]:
    """The widest and the tallest page, in points: the picture is cut off on all others."""
    sizes = [_A4]
    for section in sections:
        page = section.find(f"{{{_W}}}pgSz")
        if page is not None:
            sizes.append((_points(page, "w"), _points(page, "h")))
    return max(wide for wide, _ in sizes), max(tall for _, tall in sizes)


def _points(page: Any, side: str) -> float:
    said = page.get(f"{{{_W}}}{side}", "")
    return min(_LARGEST, int(said) / 20) if said.isascii() and said.isdigit() else 0.0


def _complete(
    parts: Parts, main: str, first: Any, picture: str, size: tuple[float, float], mark: Mark
) -> None:
    """Gives the first section the kinds of header it lacks; those after it take theirs over."""
    tag = f"{{{_W}}}headerReference"
    there = {one.get(f"{{{_W}}}type", "default") for one in first.iter(tag)}
    lacking = [kind for kind in _KINDS if kind not in there]
    if not lacking:
        return
    header = parts.archive.free("word/markheader", ".xml")
    content = etree.Element(f"{{{_W}}}hdr", nsmap={"w": _W, "r": RELATIONS})
    parts.add(header, written(content), _HEADER)
    _put(parts, header, content, picture, size, mark, 900_000)
    key = parts.link(main, "header", header)
    for kind in lacking:
        reference = etree.Element(tag, {f"{{{_W}}}type": kind, f"{{{RELATIONS}}}id": key})
        first.insert(0, reference)


def _put(
    parts: Parts, header: str, content: Any, picture: str, size: tuple[float, float],
    mark: Mark, key: int,
) -> None:  # fmt: skip
    paragraph = content.find(f"{{{_W}}}p")
    if paragraph is None:
        paragraph = etree.SubElement(content, f"{{{_W}}}p")
    cx, cy = (round(side * _POINT) for side in size)
    link = parts.link(header, "image", picture)
    told = {"w": _W, "r": RELATIONS, "cx": cx, "cy": cy, "key": key, "picture": link}
    told |= {"wide": round(size[0]) - 24, "line": escape(marking.line(mark))}
    for run in (_RUN, _LINE):
        paragraph.append(etree.fromstring(run.format(**told)))
    parts.put_xml(header, content)
