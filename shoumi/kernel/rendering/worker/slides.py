"""The mark in a presentation: on every slide, above what it shows, since a slide may hide what its
master has."""

from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.parts import RELATIONS, Parts
from shoumi.kernel.rendering.worker.refused import Refused

_P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_USUAL: Final = (9_144_000, 6_858_000)
_LARGEST: Final = 51_206_400
_SLIDE: Final = "presentationml.slide+xml"
_MARK: Final = """
<p:spTree xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{r}">
<p:pic><p:nvPicPr><p:cNvPr id="{key}" name="mark"/>
<p:cNvPicPr><a:picLocks noGrp="1" noSelect="1" noMove="1" noResize="1"/></p:cNvPicPr><p:nvPr/>
</p:nvPicPr><p:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch>
</p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>
<p:sp><p:nvSpPr><p:cNvPr id="{next}" name="mark"/>
<p:cNvSpPr txBox="1"><a:spLocks noGrp="1" noSelect="1" noMove="1" noResize="1"/></p:cNvSpPr>
<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="{foot}"/><a:ext cx="{wide}" cy="{high}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>
<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>
<a:p><a:pPr algn="ctr"/><a:r><a:rPr sz="800"><a:solidFill><a:srgbClr val="595959"/></a:solidFill>
</a:rPr><a:t>{line}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"""


def mark(parts: Parts, main: str, mark: Mark) -> None:
    """Puts the mark on every slide. Raises Refused."""
    wide, tall = _size(parts.xml(main))
    slides = parts.of_type(_SLIDE)
    if not slides:
        raise Refused("unmarkable")
    picture = parts.archive.free("ppt/media/mark", ".png")
    parts.add(picture, marking.sheet(mark, wide, tall), "image/png")
    high = max(1, min(170_000, tall // 10))
    for slide in slides:
        root = parts.xml(slide)
        tree = root.find(f"{{{_P}}}cSld/{{{_P}}}spTree")
        if tree is None:
            raise Refused("damaged")
        key = _last_key(tree) + 1
        made = _MARK.format(
            p=_P, a=_A, r=RELATIONS, key=key, next=key + 1, wide=wide, tall=tall, high=high,
            foot=tall - high, picture=parts.link(slide, "image", picture),
            line=escape(marking.line(mark)),
        )  # fmt: skip
        _add(tree, list(etree.fromstring(made)))
        parts.put_xml(slide, root)


def _size(presentation: Any) -> tuple[int, int]:
    """Width and height of a slide, in 914400ths of an inch."""
    size = presentation.find(f"{{{_P}}}sldSz")
    if size is None:
        return _USUAL
    sides = [size.get(side, "") for side in ("cx", "cy")]
    if not all(side.isascii() and side.isdigit() and 0 < int(side) <= _LARGEST for side in sides):
        raise Refused("damaged")
    return int(sides[0]), int(sides[1])


def _last_key(tree: Any) -> int:
    keys = [one.get("id", "") for one in tree.iter(f"{{{_P}}}cNvPr")]
    return max((int(key) for key in keys if key.isascii() and key.isdigit()), default=1)


def _add(tree: Any, shapes: list[Any]) -> None:
    """On top of all other shapes; what only extends the list stays its end."""
    end = tree.find(f"{{{_P}}}extLst")
    for shape in shapes:
        if end is None:
            tree.append(shape)
        else:
            end.addprevious(shape)
