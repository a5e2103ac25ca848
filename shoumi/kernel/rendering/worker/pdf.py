"""PDF: pages drawn by pdfium."""

import math
from importlib.metadata import version
from typing import Final

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.worker.refused import Refused
from shoumi.kernel.rendering.worker.sizes import fitted

_RENDERER: Final = f"pdfium {pdfium.PDFIUM_INFO.build}/pillow {version('pillow')}/shoumi 1"
_TALL: Final = 1414
_LOCKS: Final = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


def opened(content: bytes, suffix: str) -> "Pdf":
    """The open file; its suffix says nothing. Raises Refused."""
    try:
        document = pdfium.PdfDocument(content)
        # Before any page is asked for: what is filled into forms is drawn with them.
        document.init_forms()
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        raise Refused("locked" if code in _LOCKS else "damaged") from error
    if len(document) > bounds.PAGES:
        raise Refused("too_large")
    if not len(document):
        raise Refused("damaged")
    return Pdf(document)


class Pdf:
    renderer: str = _RENDERER

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def raster(self, index: int, width: int) -> Image.Image:
        page = self._page(index)
        size = fitted(*_extent(page), width)
        bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx, rev_byteorder=True)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        asked = (bitmap, page, 0, 0, *size, 0, raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER)
        raw.FPDF_RenderPageBitmap(*asked)
        if page.formenv:
            raw.FPDF_FFLDraw(page.formenv, *asked)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        page.close()
        return image

    def height(self, index: int) -> int:
        width, height = self._document.get_page_size(index)
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            return _TALL
        wide, tall = fitted(width, height, 1000)
        return max(1, 1000 * tall // wide)

    def _page(self, index: int) -> pdfium.PdfPage:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            raise Refused("damaged") from error


def _extent(page: pdfium.PdfPage) -> tuple[float, float]:
    """Width and height in points as the page is seen, turned as it wants to be."""
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise Refused("damaged")
    return width, height
