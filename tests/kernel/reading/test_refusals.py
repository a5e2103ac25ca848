"""Files that are no regime are refused: with what was wrong and what to do, and quickly."""

import zipfile
from io import BytesIO

import pytest

from shoumi.kernel.reading import Unreadable, extract_text, read_clauses
from tests.kernel.reading.makers import archive, blank_pdf, pdf, word

ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def encrypted(content: bytes) -> bytes:
    """The same archive with the encryption flag set, in its local header and its directory."""
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def lying() -> bytes:
    """An archive whose directory promises a small part where a large one is."""
    content = bytearray(archive({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


REFUSED: dict[str, tuple[str, bytes]] = {
    "nothing at all": ("empty", b""),
    "only blanks": ("empty", " \n\t\u3000\n".encode()),
    "a mark and nothing": ("empty", b"\xef\xbb\xbf"),
    "empty in UTF-16": ("empty", b"\xff\xfe\n\x00 \x00"),
    "a Word text without words": ("empty", word([("", "", 0)])),
    "a picture": ("binary", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40),
    "random bytes": ("binary", bytes((at * 73 + at // 7) % 256 for at in range(5000))),
    "control characters": ("binary", b"\x01\x02\x03\x04abc" * 500),
    "rich text": ("binary", b"{\\rtf1 hello}"),
    "old Word": ("old_word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "over size": ("too_big", b"a" * (20 * 1024 * 1024 + 1)),
    "a 20 MB paste": ("too_long", b"abc def " * (20 * 1024 * 1024 // 8)),
    "a spreadsheet": ("not_word", archive({"xl/workbook.xml": "<a/>"})),
    "half an archive": ("broken_word", archive({"word/document.xml": "<a/>"})[:60]),
    "no XML": ("broken_word", archive({"word/document.xml": "no XML at all"})),
    "no body": ("broken_word", archive({"word/document.xml": "<a/>"})),
    "an entity": ("hostile_xml", archive({"word/document.xml": ENTITY})),
    "an entity in UTF-16": ("hostile_xml", archive({"word/document.xml": ENTITY.encode("utf-16")})),
    "a zip bomb": ("zip_bomb", archive({"word/document.xml": b" " * 60_000_000})),
    "too many members": ("zip_bomb", archive({f"word/{at}.xml": "" for at in range(2_100)})),
    "a locked archive": ("locked", encrypted(archive({"word/document.xml": "<a/>"}))),
    "a broken PDF": ("broken_pdf", b"%PDF-1.7\nnothing that follows makes sense"),
    "5,000 pages": ("too_many_pages", blank_pdf(5_000)),
    "a scan": ("scanned", blank_pdf(3)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_reason_and_advice(name: str) -> None:
    code, content = REFUSED[name]
    with pytest.raises(Unreadable) as refused:
        extract_text(content)
    assert refused.value.code == code
    for language in ("zh-hans", "en"):
        assert refused.value.reason.said_in(language)
        assert refused.value.advice.said_in(language) in refused.value.said_in(language)
        assert "{" not in refused.value.said_in(language)


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        extract_text(lying())
    assert refused.value.code in {"zip_bomb", "broken_word"}


def test_the_name_of_a_bomb_is_never_unpacked() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "<a/>")
        packed.writestr("word/media/image1.png", b"\x00" * 100_000_000)
    with pytest.raises(Unreadable) as refused:
        extract_text(stream.getvalue())
    assert refused.value.code == "zip_bomb"


@pytest.mark.parametrize("sign", ["（一）", "1. a。", "# a\n", "①②", "(a) "])
def test_a_text_of_nothing_but_signs_is_refused(sign: str) -> None:
    with pytest.raises(Unreadable, match="More than 3000 clauses"):
        read_clauses(sign * 12_001)


def test_a_pdf_of_the_most_pages_is_still_read() -> None:
    made = pdf("#for n in range(1, 301) [第一条 保守商业秘密。#pagebreak(weak: true)]")
    assert "保守商业秘密" in extract_text(made)


def test_a_page_more_is_too_much() -> None:
    with pytest.raises(Unreadable, match="301 pages"):
        extract_text(blank_pdf(301))
