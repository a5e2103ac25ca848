"""The mark over the pages of a PDF that leaves: a layer made once for each size of page and shared.

What a page draws becomes one drawing of its own, so nothing that it leaves behind, be it an open
state or a bent grid, reaches the mark drawn after it. The file is written once, at the end, with
what its pages lead to and nothing else: an earlier state that it still carried stays behind.
"""

import io
import math
import zlib
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking, pdf
from shoumi.kernel.rendering.worker.refused import Refused

_LONG_SIDE: Final = 2000
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def opened(content: bytes, suffix: str) -> "Leaving":
    """The open file. PDFium is asked first what it makes of it, as it is for looking. Raises
    Refused."""
    return Leaving(content, len(pdf.opened(content, suffix)))


class Leaving:
    """A PDF of so many pages that is to bear a mark on each."""

    def __init__(self, content: bytes, count: int) -> None:
        self._content, self._count = content, count

    def marked(self, mark: Mark) -> tuple[bytes, str]:
        out = io.BytesIO()
        try:
            with pikepdf.open(io.BytesIO(self._content)) as document:
                # A page that only one of two programs sees would leave bare.
                if len(document.pages) != self._count:
                    raise Refused("damaged")
                stamps = Stamps(document, mark)
                for page in document.pages:
                    stamps.put(page)
                _forget_reading_order(document)
                # The copy opens without the password that only limited what may be done.
                document.save(
                    out, encryption=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
                )
        except pikepdf.PdfError as error:
            raise Refused("damaged") from error
        return out.getvalue(), "pdf"


class Stamps:
    """The layers for one document."""

    def __init__(self, document: pikepdf.Pdf, mark: Mark) -> None:
        self._document, self._mark = document, mark
        self._layers: dict[tuple[int, int], pikepdf.Object] = {}

    def put(self, page: pikepdf.Page) -> None:
        """Lays the mark over what is seen of the page, upright however it is turned."""
        media = _box(page.mediabox) or _LETTER
        left, bottom, right, top = _within(_box(page.cropbox) or media, media)
        wide, tall, turn = right - left, top - bottom, _turn(page)
        onto = {
            0: (wide, 0, 0, tall, left, bottom),
            90: (0, tall, -wide, 0, right, bottom),
            180: (-wide, 0, 0, -tall, right, top),
            270: (0, -tall, wide, 0, left, top),
        }
        layer = self._layer(*((tall, wide) if turn in {90, 270} else (wide, tall)))
        drawing = self._drawing(page)
        drawing.BBox = pikepdf.Array([_number(side) for side in media])
        matrix = " ".join(str(_number(part)) for part in onto[turn])
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=drawing, Mark=layer))
        content = f"q /Page Do Q q {matrix} cm /Mark Do Q".encode()
        page.obj.Contents = self._document.make_stream(content)

    def _drawing(self, page: pikepdf.Page) -> pikepdf.Object:
        """What the page draws, read from a copy of it when the file is written."""
        copy = pikepdf.Page(self._document.make_indirect(Dictionary(dict(page.obj.items()))))
        return copy.as_form_xobject(handle_transformations=False)

    def _layer(self, width: float, height: float) -> pikepdf.Object:
        # Half an inch more or less only stretches the mark a little.
        size = (max(1, round(width / 36)), max(1, round(height / 36)))
        if size not in self._layers:
            scale = _LONG_SIDE / max(size)
            tones, strength = marking.overlay(
                self._mark, max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
            )
            layer = self._picture(tones)
            layer.SMask = self._picture(strength)
            self._layers[size] = layer
        return self._layers[size]

    def _picture(self, image: Image.Image) -> pikepdf.Stream:
        told = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.FlateDecode,
        )  # fmt: skip
        return self._document.make_stream(zlib.compress(image.tobytes(), 6), told)


def _forget_reading_order(document: pikepdf.Pdf) -> None:
    """It points into what the pages drew themselves; readers then go by the order of drawing."""
    for name in ("/StructTreeRoot", "/MarkInfo"):
        if name in document.Root:
            del document.Root[name]


def _box(found: object) -> Box | None:
    """The sides in their order; None for what is no box or an empty one."""
    try:
        sides = [float(side) for side in found]  # type: ignore[attr-defined]
        left, bottom, right, top = sides
    except (TypeError, ValueError):
        return None
    if not all(math.isfinite(side) for side in sides):
        raise Refused("damaged")
    box = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _within(crop: Box, media: Box) -> Box:
    """What is seen of the page. Raises Refused where that is nothing."""
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    if left >= right or bottom >= top:
        raise Refused("damaged")
    return left, bottom, right, top


def _turn(page: pikepdf.Page) -> int:
    return int(page.rotation) // 90 * 90 % 360


def _number(value: float) -> pikepdf.Object:
    """Written out as PDF wants it: without an exponent."""
    return pikepdf.Object.parse(f"{value:.4f}".encode())
