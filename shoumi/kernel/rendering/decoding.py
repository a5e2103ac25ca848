"""Which encoding a text is in: UTF-8, UTF-16, UTF-32 or the GB 18030 that Chinese offices save."""

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LAYOUT: Final = frozenset("\t\n\r\f\b\x1b")


def encoding_of(content: bytes) -> str | None:
    """The encoding in which these bytes, whole or the beginning of a file, are plain text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\0" in content:
        return _unmarked_utf16(content)
    return next((name for name in ("utf-8", "gb18030") if _reads(content, name)), None)


def _reads(content: bytes, encoding: str) -> bool:
    try:
        # Not final: the beginning of a file may end within a character.
        text = codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError:
        return False
    head = text[:8192]
    strange = sum(1 for sign in head if sign < " " and sign not in _LAYOUT)
    return strange * 100 <= len(head)


def _unmarked_utf16(content: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in nearly every second byte, and always on one side."""
    head = content[: min(len(content), 4096) & ~1]
    first, second = head[::2].count(0), head[1::2].count(0)
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if high * 4 > len(head) // 2 and low * 50 < len(head) and _reads(head, encoding):
            return encoding
    return None
