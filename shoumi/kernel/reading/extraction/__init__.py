"""From a file to its text. What a file is, its content says; its name is not believed."""

from typing import Final

from shoumi.kernel.reading.extraction.pdf import text_of_pdf
from shoumi.kernel.reading.extraction.plain import text_of_plain
from shoumi.kernel.reading.extraction.word import text_of_word
from shoumi.kernel.reading.refusals import MAX_BYTES, Unreadable, refuse_if_too_long

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_HEADER_WITHIN: Final = 1024


def extract_text(content: bytes) -> str:
    """The text of a file (.txt, .docx, .pdf); raises Unreadable with what was wrong and
    what to do.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", size=-(-len(content) // 2**20), limit=MAX_BYTES // 2**20)
    if not content.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    text = _text(content)
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise Unreadable("empty")
    refuse_if_too_long(text)
    return text


def _text(content: bytes) -> str:
    if content.startswith(_ARCHIVES):
        return text_of_word(content)
    if content.startswith(_OLD_WORD):
        raise Unreadable("old_word")
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return text_of_pdf(content)
    if content.startswith(b"{\\rtf"):
        raise Unreadable("binary")
    return text_of_plain(content)
