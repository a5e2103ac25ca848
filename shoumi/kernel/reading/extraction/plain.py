"""Plain text files: which encoding, and whether it is text at all."""

import codecs
from collections.abc import Iterable, Iterator
from typing import Final

from shoumi.kernel.reading.refusals import Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How files begin that hold no text, whatever a decoder makes of them.
_OTHER_KINDS: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"8BPS\x00",
    b"\x00\x00\x01\x00", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\x00asm",
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF\x00",
    b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b"\x00\x01\x00\x00", b"OTTO\x00", b"wOFF", b"wOF2",
    b"OggS\x00", b"ID3\x02", b"ID3\x03", b"ID3\x04", b"fLaC\x00", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
# These begin words as well; a file of that kind has a byte near them that no text has.
_OTHER_KINDS_BY_A_WORD: Final = (b"MZ", b"BM", b"RIFF", b"AC10", b"FWS", b"CWS")
_NEAR: Final = 64
_UNTYPED: Final = frozenset(range(9)) | frozenset(range(14, 32))
_LAYOUT: Final = frozenset("\n\r\t\f\v")
_JUDGED_BY: Final = 200_000


def _rows(encoding: str, first: int, last: int, lows: Iterable[int]) -> str:
    """The signs in these rows of a table of two bytes."""
    pairs = (bytes((row, low)) for row in range(first, last + 1) for low in lows)
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)


_ASCII: Final = frozenset(map(chr, range(0x20, 0x7F))) | _LAYOUT
# ASCII, the signs of GB 2312 with its 3,755 everyday characters, and the 5,401 of Big5: nearly all
# of a Chinese text, simplified or traditional.
_EVERYDAY: Final = _ASCII.union(
    _rows("gb2312", 0xA1, 0xA9, range(0xA1, 0xFF)),
    _rows("gb2312", 0xB0, 0xD7, range(0xA1, 0xFF)),
    _rows("big5", 0xA4, 0xC6, (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
)
# Punctuation and symbols, CJK punctuation, unified and compatible ideographs, full-width signs.
_USUAL_RANGES: Final = (
    (0x2010, 0x203B), (0x2100, 0x214F), (0x2160, 0x217F), (0x2190, 0x2312), (0x2460, 0x27BF),
    (0x3000, 0x303F), (0x3200, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9), (0xFE30, 0xFE4F),
    (0xFF01, 0xFFE6),
)  # fmt: skip


def text_of_plain(content: bytes) -> str:
    """The text of a `.txt` in UTF-8, UTF-16 or GB 18030; raises Unreadable("binary") for anything
    else.

    What a mark or UTF-8 itself vouches for need only be free of strange signs; what is guessed
    must consist of signs that Chinese and English are written with.
    """
    if _is_of_another_kind(content):
        raise Unreadable("binary")
    for encoding in _vouched_for(content):
        text = _decoded(content, encoding)
        if text is not None and _is_text(text):
            return text
    guesses = [text for text in _guesses(content) if _is_text(text) and _is_usual(text)]
    if not guesses:
        raise Unreadable("binary")
    return max(guesses, key=_everyday)


def _is_of_another_kind(content: bytes) -> bool:
    if content.startswith(_OTHER_KINDS) or content[4:8] == b"ftyp" or content[257:262] == b"ustar":
        return True
    named = content.startswith(_OTHER_KINDS_BY_A_WORD)
    return named and not _UNTYPED.isdisjoint(content[:_NEAR])


def _vouched_for(content: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return [encoding]
    return ["utf-8"]


def _guesses(content: bytes) -> Iterator[str]:
    """The readings without a mark. No text in GB 18030 has a zero byte, and none in UTF-16 has an
    odd number of bytes."""
    if content.startswith(tuple(mark for mark, _encoding in _BOMS)):
        return
    encodings = [] if b"\x00" in content else ["gb18030"]
    encodings += [] if len(content) % 2 else ["utf-16-le", "utf-16-be"]
    for encoding in encodings:
        text = _decoded(content, encoding)
        if text is not None:
            yield text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    """True when hardly anything in it is a control, a replacement or an unassigned sign, and
    nothing in it is a zero."""
    sample = text[:_JUDGED_BY]
    strange = sum(
        1
        for sign in sample
        if not sign.isprintable() and sign not in _LAYOUT and not sign.isspace()
    )
    letters = sum(1 for sign in sample if sign.isalnum())
    return (
        "\x00" not in sample
        and strange * 50 <= len(sample)
        and letters * 4 >= len(sample.replace(" ", "").strip())
    )


def _is_usual(text: str) -> bool:
    """True when at most one sign in twenty is none of those that Chinese and English use, and three
    in five of the ideographs are everyday ones; of bytes that mean nothing, one in five is."""
    sample = text[:_JUDGED_BY]
    unusual = sum(
        1
        for sign in sample
        if sign not in _EVERYDAY
        and not any(first <= ord(sign) <= last for first, last in _USUAL_RANGES)
    )
    ideographs = [sign for sign in sample if "\u4e00" <= sign <= "\u9fff"]
    everyday = sum(1 for sign in ideographs if sign in _EVERYDAY)
    return unusual * 20 <= len(sample) and everyday * 5 >= len(ideographs) * 3


def _everyday(text: str) -> float:
    """The share of everyday signs: of two readings, the one that people would have written."""
    sample = text[:_JUDGED_BY]
    return sum(1 for sign in sample if sign in _EVERYDAY) / len(sample)
