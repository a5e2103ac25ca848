"""Plain text files: which encoding, and whether it is text at all."""

import codecs
from typing import Final

from shoumi.regime.reading.refusals import Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LAYOUT: Final = frozenset("\n\r\t\f\v")
_SAMPLE: Final = 4096
_JUDGED_BY: Final = 200_000


def text_of_plain(content: bytes) -> str:
    """The text of a `.txt` in UTF-8, UTF-16 or GB 18030; raises Unreadable("binary") for anything
    else.
    """
    for encoding in _encodings_to_try(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise Unreadable("binary")


def _encodings_to_try(content: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return [encoding]
    if b"\x00" not in content:
        return ["utf-8", "gb18030"]
    # Without a mark, UTF-16 betrays itself: its line feeds and ASCII punctuation carry a zero byte
    # on one side only.
    sample = content[:_SAMPLE]
    return ["utf-16-le"] if sample[1::2].count(0) >= sample[0::2].count(0) else ["utf-16-be"]


def _is_text(text: str) -> bool:
    """True when hardly anything in it is a control, a replacement or an unassigned sign."""
    sample = text[:_JUDGED_BY]
    strange = sum(
        1
        for sign in sample
        if not sign.isprintable() and sign not in _LAYOUT and not sign.isspace()
    )
    letters = sum(1 for sign in sample if sign.isalnum())
    return strange * 50 <= len(sample) and letters * 4 >= len(sample.replace(" ", "").strip())
