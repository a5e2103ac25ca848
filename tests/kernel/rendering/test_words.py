"""What stands written in a file is read in a process apart, within bounds whatever the file is."""

import io
import random
import zipfile

import pytest

from shoumi.kernel.rendering import CannotRender, bounds, words
from shoumi.kernel.rendering.working import Worker
from tests.kernel.reading.makers import blank_pdf
from tests.kernel.reading.makers import pdf as made_pdf
from tests.kernel.rendering.makers import letter, locked, picture, sheet
from tests.kernel.rendering.test_hostile import Endless

WORD = "<w:p><w:r><w:t>升温</w:t></w:r><w:r><w:t>曲线</w:t></w:r></w:p><w:p><w:t>二</w:t></w:p>"


def packed(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def read(content: bytes) -> tuple[str, str]:
    """All texts as one, and why something was left out ("" if nothing was)."""
    texts = []
    try:
        for text in words(io.BytesIO(content)):
            texts.append(text)
    except CannotRender as cannot:
        return "".join(texts), cannot.code
    return "".join(texts), ""


@pytest.mark.parametrize(
    "content",
    [
        packed({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:d>{WORD}</w:d>"}),
        packed({"ppt/slides/slide1.xml": "<a:p><a:t>升温曲线</a:t></a:p><a:p><a:t>二</a:t></a:p>"}),
        packed({"xl/sharedStrings.xml": "<sst><si><t>升温曲线</t></si><si><t>二</t></si></sst>"}),
        packed({"content.xml": "<text:p>升温曲线</text:p><text:p>二</text:p>"}),
        packed({"OFD.xml": "<x/>", "Doc_0/Pages/Page_0/Content.xml":
                "<ofd:TextObject><ofd:TextCode>升温曲线</ofd:TextCode></ofd:TextObject>"
                "<ofd:TextObject><ofd:TextCode>二</ofd:TextCode></ofd:TextObject>"}),
        packed({"all.zip": packed({"a.docx": packed({"word/document.xml": f"<d>{WORD}</d>"})})}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "升温曲线\r二\r".encode("utf-16-le"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + "升温曲线\r二\r".encode("utf-16-le"),
        b"{\\rtf1 \\'c9\\'fd\\'ce\\'c2\\'c7\\'fa\\'cf\\'df\\par \\u20108?\\par}",
        "升温曲线\n二\n".encode("gb18030"),
        "升温曲线\n二\n".encode("utf-16"),
        "<p>升温曲线</p>\n<p>二</p>".encode(),
        "<p>升温&#26354;线</p>\n<p>二</p>".encode(),
    ],
    ids=["word", "slides", "excel", "opendocument", "ofd", "nested", "doc", "odd doc", "rtf",
         "gb18030", "utf-16", "html", "entities"],
)  # fmt: skip
def test_chinese_is_read_line_by_line_out_of_every_kind(content: bytes) -> None:
    text, left_out = read(content)
    assert left_out == ""
    lines = [line.strip("\ufeff \x00") for line in text.splitlines()]
    assert any(line.endswith("升温曲线") for line in lines), text
    assert "二" in text


def test_a_pdf_is_read_page_by_page() -> None:
    assert [text.strip() for text in words(io.BytesIO(made_pdf("abc")))] == ["abc"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture("PNG"), "unsupported"),
        (random.Random(1).randbytes(4000), "unsupported"),
        (b"", ""),
        (letter()[:200], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (locked(letter(), to_open="x"), "locked"),
        (b"PK\x03\x04 broken", "damaged"),
        (packed({"a.xml": "<x/>"})[:-30], "damaged"),
        (blank_pdf(501), "too_large"),
        (packed({f"{number}.xml": "<x/>" for number in range(5001)}), "too_large"),
        (packed({"bomb.xml": bytes(80 * 1024 * 1024)}), "too_large"),
        (packed({"word/document.xml": b"<w:t>" + b"a" * 70_000_000}), "too_large"),
    ],
    ids=["picture", "noise", "empty", "cut pdf", "no pdf", "locked", "no package", "cut package",
         "501 pages", "5001 parts", "zeros", "docx bomb"],
)  # fmt: skip
def test_what_was_not_read_is_said(content: bytes, code: str) -> None:
    assert read(content)[1] == code


def test_packages_within_packages_are_opened_so_deep_and_no_deeper() -> None:
    content = packed({"a.txt": "最里面"})
    for _ in range(2):
        content = packed({"a.zip": content})
    assert read(content) == ("最里面", "")
    assert read(packed({"a.zip": content})) == ("", "too_large")


def test_many_bombs_in_one_package_are_one_bomb() -> None:
    bomb = packed({"a.xml": bytes(20 * 1024 * 1024)})
    assert read(packed({f"{number}.zip": bomb for number in range(200)}))[1] == "too_large"


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE x [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 60))
        + "]><x>&a59;</x>",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        "<" * 3_000_000,
        "<a" * 3_000_000,
        "<x>" * 1_000_000,
        "&" * 3_000_000,
        " " * 3_000_000,
        "\n" * 3_000_000,
    ],
    ids=["laughs", "outside", "open", "opened", "deep", "ampersands", "spaces", "lines"],
)
def test_no_xml_makes_it_work_long_or_look_elsewhere(xml: str) -> None:
    text, left_out = read(packed({"word/document.xml": xml}))
    assert left_out == ""
    assert "root:" not in text
    assert len(text) <= len(xml)


def test_pages_of_any_claimed_size_are_read() -> None:
    assert read(sheet("/MediaBox[0 0 1e9 1e9]"))[1] in {"", "damaged"}
    assert read(sheet("/MediaBox[0 0 300 400]", count=100_000))[1] in {"", "damaged", "too_large"}


def test_a_worker_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WORDS_SECONDS", 0.2)
    monkeypatch.setattr(Worker, "take", lambda self, limit: ({"more": True}, b"x"))
    assert read(b"a text")[1] == "timeout"


def test_what_is_too_large_is_not_even_begun() -> None:
    source = Endless(4 * 1024**3)
    with pytest.raises(CannotRender):
        list(words(source))
    assert source.given == 0


def test_flipped_bytes_never_break_the_caller() -> None:
    chance = random.Random(20261122)
    word = packed({"word/document.xml": f"<d>{WORD * 50}</d>", "a.zip": packed({"b.txt": "x"})})
    for original in (word, letter(3), b"{\\rtf1 \\'c9\\u-3?\\par}"):
        for _ in range(6):
            content = bytearray(original)
            for _ in range(12):
                content[chance.randrange(len(content))] = chance.randrange(256)
            assert read(bytes(content))[1] in {
                "", "damaged", "too_large", "timeout", "locked", "unsupported",
            }  # fmt: skip
