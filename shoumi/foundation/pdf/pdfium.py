"""PDFium, one file at a time: a PDF's text page by page, and several made into one."""

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

# PDFium is not safe for threads, and a server reads more than one upload at a time.
_ONE_AT_A_TIME: Final = threading.Lock()


class Broken(Exception):
    """No PDF, or one that is damaged."""


class Locked(Exception):
    """A PDF that opens with a password only."""


class Pages:
    """The pages of an open file: `len` of them, each with its text."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def text(self, index: int) -> str:
        """The words on one page in the order of the file; raises Broken."""
        try:
            page = self._document[index]
            words = page.get_textpage()
            text = str(words.get_text_range())
            words.close()
            page.close()
        except pdfium.PdfiumError as error:
            raise Broken from error
        return text


@contextmanager
def opened(content: bytes) -> Iterator[Pages]:
    """The file's pages while the context lasts; nobody else reads one meanwhile.

    Raises Broken, Locked.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
            raise (Locked if locked else Broken) from error
        try:
            yield Pages(document)
        finally:
            document.close()


def joined(contents: Sequence[bytes]) -> bytes:
    """The pages of all files, one after the other, as one; raises Broken."""
    with _ONE_AT_A_TIME:
        whole = pdfium.PdfDocument.new()
        try:
            for content in contents:
                part = pdfium.PdfDocument(content)
                whole.import_pages(part)
                part.close()
            out = io.BytesIO()
            whole.save(out)
        except pdfium.PdfiumError as error:
            raise Broken from error
        finally:
            whole.close()
    return out.getvalue()
