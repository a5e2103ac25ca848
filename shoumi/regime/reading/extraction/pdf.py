"""PDF files: the text that stands in them. Pictures of text are refused, not guessed at."""

import threading
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from shoumi.regime.reading.refusals import MAX_CHARACTERS, MAX_PAGES, Unreadable, refuse_if_too_long

_FEWEST_SIGNS: Final = 10
# PDFium is not safe for threads, and a server reads more than one upload at a time.
_ONE_AT_A_TIME: Final = threading.Lock()


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF, pages parted by form feeds; raises Unreadable."""
    with _ONE_AT_A_TIME:
        document = _open(content)
        try:
            count = len(document)
            if count > MAX_PAGES:
                raise Unreadable("too_many_pages", count=count, limit=MAX_PAGES)
            pages = _pages(document, count)
        except pdfium.PdfiumError as error:
            raise Unreadable("broken_pdf") from error
        finally:
            document.close()
    text = "\f".join(pages)
    if len("".join(text.split())) < _FEWEST_SIGNS:
        raise Unreadable("scanned")
    return text


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Unreadable("locked" if locked else "broken_pdf") from error


def _pages(document: pdfium.PdfDocument, count: int) -> list[str]:
    pages: list[str] = []
    length = 0
    for index in range(count):
        page = document[index]
        words = page.get_textpage()
        pages.append(str(words.get_text_range()))
        words.close()
        page.close()
        length += len(pages[-1])
        if length > MAX_CHARACTERS:
            refuse_if_too_long("".join(pages))
    return pages
