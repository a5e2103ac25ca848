"""Evidence whose pages bear a state secret's mark is not taken; one that only speaks of it is."""

import io
import zipfile
from collections.abc import Callable

import pytest

from shoumi.kernel.actions import Invalid
from shoumi.kernel.documents import incoming
from shoumi.kernel.documents.incoming import DOCX, XLSX, take_in
from shoumi.kernel.documents.leafing import bears_state_secret_mark
from tests.kernel.reading.makers import pdf as made_pdf

MARKED = ["绝密★10年", "机 密 ★ 启封", "秘密★", "  绝密  ", "关于某事的通知\n机密\n正文"]
NOT_MARKED = [
    "商业秘密 核心 至2031-01-01",
    "乙方应当对甲方的机密信息保密，绝密配方不得外传。",
    "本合同所称秘密，指商业秘密。",
    "机密性、完整性、可用性",
]


def office(name: str, text: str, line: str) -> bytes:
    body = "".join(line.format(part) for part in text.split("\n"))
    out = io.BytesIO()
    main = "xl/workbook.xml" if name.startswith("xl/") else "word/document.xml"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(name, f"<x>{body}</x>")
        if main != name:
            made.writestr(main, "<x/>")
        made.writestr("media/large.png", b"\0" * 5_000_000)
    return out.getvalue()


def word(text: str) -> bytes:
    return office("word/document.xml", text, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>")


def header(text: str) -> bytes:
    return office("word/header2.xml", text, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>")


def sheet(text: str) -> bytes:
    return office("xl/sharedStrings.xml", text, "<si><t>{}</t></si>")


def pdf(text: str) -> bytes:
    return made_pdf(" \\\n".join(text.split("\n")))


FILES: list[tuple[Callable[[str], bytes], str]] = [
    (word, DOCX), (header, DOCX), (sheet, XLSX), (pdf, "application/pdf"),
]  # fmt: skip


@pytest.mark.parametrize("made", FILES, ids=["word", "header", "sheet", "pdf"])
@pytest.mark.parametrize("text", MARKED)
def test_a_marked_page_is_seen_and_refused(
    made: tuple[Callable[[str], bytes], str], text: str
) -> None:
    content, media_type = made[0](text), made[1]
    assert bears_state_secret_mark(content, media_type)
    with pytest.raises(Invalid) as refused:
        take_in(io.BytesIO(content), file_name="合同.pdf")
    assert str(refused.value.message) == str(incoming.STATE_SECRET_INSIDE)


@pytest.mark.parametrize("made", FILES, ids=["word", "header", "sheet", "pdf"])
@pytest.mark.parametrize("text", NOT_MARKED)
def test_a_contract_that_speaks_of_secrets_is_taken(
    made: tuple[Callable[[str], bytes], str], text: str
) -> None:
    content, media_type = made[0](text), made[1]
    assert not bears_state_secret_mark(content, media_type)
    assert take_in(io.BytesIO(content), file_name="合同.pdf").media_type == media_type


def test_what_cannot_be_opened_is_for_others_to_refuse() -> None:
    assert not bears_state_secret_mark(b"%PDF-1.7 broken", "application/pdf")
    assert not bears_state_secret_mark(b"PK\x03\x04 broken", DOCX)
    assert not bears_state_secret_mark("绝密★".encode(), "image/png")
