"""PDFium, one file at a time: several PDFs of our own made into one."""

import io
import threading
from collections.abc import Sequence
from typing import Final

import pypdfium2 as pdfium

# PDFium is not safe for threads, and a server makes more than one at a time.
_ONE_AT_A_TIME: Final = threading.Lock()


class Broken(Exception):
    """No PDF, or one that is damaged."""


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
