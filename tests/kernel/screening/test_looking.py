"""Whatever bytes come in, looking through them ends with findings and never with an error."""

import io
import os
import random
from pathlib import Path

import pytest

from shoumi.kernel.screening import Clamd, Marks, Outcome, screen
from tests.kernel.documents.test_leafing import pdf, sheet, word
from tests.kernel.rendering.makers import endless_gif, letter, picture, png_bomb
from tests.kernel.rendering.test_hostile import Endless
from tests.kernel.rendering.test_words import packed
from tests.kernel.screening.clamd_double import running

MARKED = "绝密★10年\n正文"


def marks(content: bytes) -> Marks:
    return screen(io.BytesIO(content), None).marks


@pytest.mark.parametrize(
    "content",
    [
        word(MARKED),
        sheet(MARKED),
        pdf(MARKED),
        packed({"ppt/slides/slide1.xml": "<a:p><a:t>机密</a:t></a:p><a:p><a:t>x</a:t></a:p>"}),
        packed({"OFD.xml": "<x/>", "Doc_0/Pages/Page_0/Content.xml":
                "<o:TextObject><o:TextCode>秘密★</o:TextCode></o:TextObject>"}),
        packed({"资料/a.docx": word(MARKED)}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MARKED.encode("utf-16-le"),
        MARKED.encode(),
        "编号,名称\n1,机密★启封\n".encode("gb18030"),
        "# 机密★\nx = 1\n".encode(),
    ],
    ids=["word", "excel", "pdf", "slides", "ofd", "packed", "doc", "text", "csv", "code"],
)  # fmt: skip
def test_a_state_secret_s_mark_is_seen_in_every_kind(content: bytes) -> None:
    assert marks(content) is Marks.FOUND


@pytest.mark.parametrize(
    "text", ["商业秘密 核心", "对机密信息保密", "机密性、完整性", "核心商密★", ""]
)
def test_what_only_speaks_of_secrets_bears_no_mark(text: str) -> None:
    for made in (word(text), text.encode() or b"x"):
        assert marks(made) is Marks.NONE


def test_what_was_not_looked_through_says_why() -> None:
    assert marks(picture("PNG")) is Marks.UNSUPPORTED
    assert marks(packed({"a.xml": bytes(70_000_000)})) is Marks.TOO_LARGE
    assert marks(letter()[:200]) is Marks.DAMAGED


def test_a_mark_before_the_bound_is_seen_though_not_all_was_read() -> None:
    content = packed({"word/document.xml": "<w:p>绝密★</w:p>", "a.xml": bytes(70_000_000)})
    assert marks(content) is Marks.FOUND


def test_without_a_scanner_that_is_said() -> None:
    found = screen(io.BytesIO(b"content"), None)
    assert (found.scanned.outcome, found.kind) == (Outcome.OFF, "text")


def test_of_four_gigabytes_little_is_held(tmp_path: Path) -> None:
    source = Endless(4 * 1024**3)
    found = screen(source, None)
    assert found.marks is Marks.TOO_LARGE
    assert source.given < 1024 * 1024
    assert source.seek(0, os.SEEK_END) == 4 * 1024**3


def test_whatever_comes_in_there_are_findings(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    given = [
        b"", b"\0", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"MZ", b"\xff" * 70_000,
        png_bomb(30_000), endless_gif(100_000), letter()[:-100], bytes(200_000),
        *(chance.randbytes(chance.randrange(1, 90_000)) for _ in range(6)),
        *(head + chance.randbytes(3000) for head in
          (b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"AC10")),
    ]  # fmt: skip
    with running(tmp_path) as double:
        for content in given:
            found = screen(io.BytesIO(content), Clamd(double.address))
            assert found.scanned.outcome is Outcome.CLEAN
            assert found.marks in set(Marks) - {Marks.FOUND}
    assert [bytes(one) for one in double.received] == given
