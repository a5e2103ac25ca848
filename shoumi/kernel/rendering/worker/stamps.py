"""The mark as a layer over PDF pages, made once for each size of page and shared."""

import zlib
from typing import Final

import pypdfium2 as pdfium
from PIL import Image

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking

_LONG_SIDE: Final = 2000
_Object = tuple[str, bytes]


class Stamps:
    """The layers for one document."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark
        self._layers: dict[tuple[int, int], pdfium.PdfXObject] = {}

    def put(
        self, page: pdfium.PdfPage, document: pdfium.PdfDocument, extent: tuple[float, float]
    ) -> None:
        """Lays the mark over the page; `extent` is what is seen of it, in points."""
        layer = self._layer(document, extent)
        stamp = layer.as_pageobject()
        stamp.set_matrix(_onto(page, extent))
        page.insert_obj(stamp)
        page.gen_content()

    def _layer(
        self, document: pdfium.PdfDocument, extent: tuple[float, float]
    ) -> pdfium.PdfXObject:
        # Half an inch more or less only stretches the mark a little.
        size = (max(1, round(extent[0] / 36)), max(1, round(extent[1] / 36)))
        if size not in self._layers:
            with pdfium.PdfDocument(layer_pdf(self._mark, *size)) as source:
                self._layers[size] = source.page_as_xobject(0, document)
        return self._layers[size]


def _onto(page: pdfium.PdfPage, extent: tuple[float, float]) -> pdfium.PdfMatrix:
    """From the layer's unit square to what is seen of the page, upright however it is turned."""
    left, bottom, right, top = page.get_bbox()
    wide, tall = right - left, top - bottom
    corners = {
        0: (wide, 0, 0, tall, left, bottom),
        90: (0, tall, -wide, 0, right, bottom),
        180: (-wide, 0, 0, -tall, right, top),
        270: (0, -tall, wide, 0, left, top),
    }
    return pdfium.PdfMatrix(*corners[page.get_rotation()])


def layer_pdf(mark: Mark, width: int, height: int) -> bytes:
    """A PDF of one page, a unit square that is all mark, for pages of these proportions."""
    scale = _LONG_SIDE / max(width, height)
    tones, strength = marking.overlay(
        mark, max(1, round(width * scale)), max(1, round(height * scale))
    )
    content = b"/M Do"
    return _written(
        [
            ("/Type/Catalog/Pages 2 0 R", b""),
            ("/Type/Pages/Kids[3 0 R]/Count 1", b""),
            (
                "/Type/Page/Parent 2 0 R/MediaBox[0 0 1 1]/Contents 4 0 R"
                "/Resources<</XObject<</M 5 0 R>>>>",
                b"",
            ),
            (f"/Length {len(content)}", content),
            _picture(tones, "/SMask 6 0 R"),
            _picture(strength, ""),
        ]
    )


def _picture(image: Image.Image, more: str) -> _Object:
    packed = zlib.compress(image.tobytes(), 6)
    head = (
        f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
        f"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {len(packed)}{more}"
    )
    return head, packed


def _written(objects: list[_Object]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, (head, content) in enumerate(objects, start=1):
        offsets.append(len(out))
        stream = b"stream\n" + content + b"\nendstream\n" if content else b""
        out += f"{number} 0 obj<<{head}>>".encode() + stream + b"endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + (head + tail).encode()
