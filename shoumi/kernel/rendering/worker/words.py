"""What stands written in a file. Nothing is laid out and no XML is parsed, so that entities do
nothing; what a hostile package unpacks to is bounded for the whole file, however deep it nests."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.decoding import encoding_of
from shoumi.kernel.rendering.worker.refused import Refused

_STEP: Final = bounds.WORDS // 4
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKS: Final = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
# What ends a line in Word, PowerPoint, Excel, OpenDocument, HTML and OFD.
_LINE: Final = re.compile(
    r"</(?:\w{1,8}:)?(?:p|h|si|is|row|table-row|table-cell|TextObject|div|li|t[dr])>"
    r"|<(?:\w{1,8}:)?(?:br|line-break)[ />]"
)
# Both end at the next sign of their kind, so that a flood of them takes no longer.
_TAG: Final = re.compile(r"<[^<>]*>")
_ENDS: Final = re.compile(r"[\r\x07\x0b\x0c]")
_ESCAPED: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?\??|\\par\b ?|\\[a-z]+-?\d* ?|[{}]"
)
# Parts of packages that hold no words; whoever hides some there is not who this is for.
_WORDLESS: Final = re.compile(
    r"\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?|webp|svg|ico|ttf|otf|fntdata|woff2?|mp[34]|wav|avi|mov"
    r"|jb2|gbig2|seal|esl|dat|vml)$",
    re.IGNORECASE,
)


def pieces(content: bytes) -> Iterator[bytes]:
    """Texts in UTF-8, each no longer than `bounds.WORDS`. Raises Refused in the end where
    something was left out."""
    reader = _Reader()
    for text in reader.texts(content, depth=1):
        packed = text.encode(errors="replace")
        if len(packed) > bounds.WORDS:
            reader.left_out = "too_large"
        yield packed[: bounds.WORDS]
    if reader.left_out:
        raise Refused(reader.left_out)
    if not reader.found:
        raise Refused("unsupported")


class _Reader:
    """One file's reading: what may still be unpacked, and why something was left out."""

    def __init__(self) -> None:
        self.room = bounds.WORDS_UNPACKED
        self.parts = bounds.WORDS_PARTS
        self.left_out = ""
        self.found = False

    def texts(self, content: bytes, *, depth: int) -> Iterator[str]:
        if b"%PDF-" in content[:1024]:
            self.found = True
            yield from self._pages(content)
        elif content.startswith(b"PK\x03\x04"):
            self.found = True
            yield from self._package(content, depth)
        elif content.startswith(_OLE):
            self.found = True
            yield from _old_office(content)
        elif content.startswith(b"{\\rtf"):
            self.found = True
            yield _rich_text(content)
        elif encoding := encoding_of(content[:65536]):
            self.found = True
            yield from _plain(content, encoding)

    def _pages(self, content: bytes) -> Iterator[str]:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) in _LOCKS
            self.left_out = "locked" if locked else "damaged"
            return
        if len(document) > bounds.WORDS_PAGES:
            self.left_out = "too_large"
        for index in range(min(len(document), bounds.WORDS_PAGES)):
            try:
                page = document[index]
                yield str(page.get_textpage().get_text_range())
                page.close()
            except pdfium.PdfiumError:
                self.left_out = "damaged"

    def _package(self, content: bytes, depth: int) -> Iterator[str]:
        if depth > bounds.WORDS_DEPTH:
            self.left_out = "too_large"
            return
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for part in package.infolist():
                    if not part.is_dir() and not _WORDLESS.search(part.filename):
                        yield from self._part(package, part, depth)
        except (zipfile.BadZipFile, ValueError, EOFError, OSError):
            self.left_out = "damaged"

    def _part(self, package: zipfile.ZipFile, part: zipfile.ZipInfo, depth: int) -> Iterator[str]:
        if part.flag_bits & 1:
            self.left_out = "locked"
            return
        if self.room <= 0 or self.parts <= 0:
            self.left_out = "too_large"
            return
        self.parts -= 1
        try:
            with package.open(part) as opened:
                inner = opened.read(self.room + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            self.left_out = "damaged"
            return
        if len(inner) > self.room:
            self.left_out = "too_large"
        self.room -= len(inner)
        yield from self.texts(inner, depth=depth + 1)


def _plain(content: bytes, encoding: str) -> Iterator[str]:
    """A text, tags taken out of what has some, in pieces that end with a line where they can."""
    text = content.decode(encoding, errors="replace")
    if text[:64].lstrip("\ufeff \t\r\n").startswith("<"):
        text = unescape(_TAG.sub("", _LINE.sub("\n", text)))
    begin = 0
    while begin < len(text):
        most = begin + _STEP
        end = len(text) if len(text) <= most else text.rfind("\n", begin, most) + 1 or most
        yield text[begin:end]
        begin = end


def _old_office(content: bytes) -> Iterator[str]:
    """Word, Excel and WPS of before 2007 keep Chinese as UTF-16; what is none reads as noise."""
    for begin in range(0, len(content), _STEP):
        # A little of the next piece, and both ways of pairing bytes: a mark may lie anywhere.
        for shift in (begin, begin + 1):
            text = content[shift : shift + _STEP + 64].decode("utf-16-le", errors="replace")
            yield _ENDS.sub("\n", text)


def _rich_text(content: bytes) -> str:
    """RTF, whose Chinese stands as bytes of GB 18030 or as numbers of signs."""

    def plain(found: re.Match[bytes]) -> bytes:
        if found[1]:
            return bytes.fromhex(found[1].decode())
        if found[2]:
            return chr(int(found[2]) % 0x10000).encode("gb18030", errors="replace")
        return b"\n" if found[0].startswith(b"\\par") else b""

    return _ESCAPED.sub(plain, content).decode("gb18030", errors="replace")
