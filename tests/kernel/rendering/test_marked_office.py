"""Word, Excel and PowerPoint leave with the mark on every page, everything else as it was."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from lxml import etree

from shoumi.kernel.rendering import CannotMark, Mark, bounds, converted, marked_copy
from shoumi.kernel.rendering.worker import archive, packages, tables
from shoumi.kernel.rendering.worker.refused import Refused
from tests.kernel.rendering import offices
from tests.kernel.rendering.offices import BREAK, ended, paragraph, section

MARK = Mark(("李玥 E007", "2026-11-22 12:40 & <3", "7F3KQ2AB"), "7F3KQ2AB")
SAID = "李玥 E007 · 2026-11-22 12:40 & <3 · 7F3KQ2AB"
Seen = Iterator[str]


def marked(content: bytes, name: str) -> bytes:
    made = marked_copy(io.BytesIO(content), name, mark=MARK)
    assert made is not None
    assert made.suffix == name.rpartition(".")[2]
    with made.file as file:
        return file.read()


def refused(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(CannotMark) as refusal:
        marked_copy(io.BytesIO(content), name, mark=MARK)
    assert str(refusal.value)
    return refusal.value.code


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def header(key: str, kind: str) -> str:
    return f'<w:headerReference w:type="{kind}" r:id="{key}"/>'


def many_sections() -> bytes:
    """Headers of their own, taken over, of first and of even pages, and an upright and a broad
    page."""
    body = (
        paragraph("p1") + BREAK + paragraph("p2")
        + ended(header("rA", "default") + "<w:titlePg/>")
        + paragraph("p3") + BREAK + paragraph("p4") + ended(wide=16838, tall=11906)
        + paragraph("p5") + BREAK + paragraph("p6") + BREAK + paragraph("p7")
        + section(header("rB", "first") + header("rC", "even") + "<w:titlePg/>")
    )  # fmt: skip
    headers = {"rA": "HEAD A", "rB": "HEAD B", "rC": "HEAD C"}
    return offices.word(body, headers=headers, settings="<w:evenAndOddHeaders/>")


MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "word with sections": (many_sections, "a.docx"),
    "word without a section": (lambda: offices.word(paragraph("x") + BREAK), "a.docx"),
    "workbook": (offices.workbook, "a.xlsx"),
    "presentation": (offices.deck, "a.pptx"),
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
@pytest.mark.parametrize("which", MADE)
def test_libreoffice_shows_the_mark_on_every_page_and_as_many_pages(which: str) -> None:
    make, name = MADE[which]
    before, after = pages(make(), name), pages(marked(make(), name), name)
    assert len(before) == len(after)
    for bare, said in zip(before, after, strict=True):
        assert SAID in said
        for word in bare.split()[:3]:
            assert word in said


def pages(content: bytes, name: str) -> list[str]:
    with (
        converted(io.BytesIO(content), name).file as file,
        pypdfium2.PdfDocument(file.read()) as document,
    ):
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("which", MADE)
def test_what_the_mark_does_not_touch_stays_byte_for_byte(which: str) -> None:
    make, name = MADE[which]
    whole = make()
    before, after = parts_of(whole), parts_of(marked(whole, name))
    touched = ("[Content_Types].xml", ".rels", "header", "document.xml", "slides/", "sheets/")
    for part, content in before.items():
        if not any(one in part for one in touched):
            assert after[part] == content, part
    for part, content in after.items():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(content)


def test_the_cells_of_a_sheet_are_not_even_written_anew() -> None:
    before, after = parts_of(offices.workbook()), parts_of(marked(offices.workbook(), "a.xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    cells = tables._CELLS.search(before[sheet])
    assert cells is not None
    assert cells[0] in after[sheet]
    assert b"picture" in after["xl/chartsheets/sheet1.xml"]


def test_a_header_that_stands_there_is_kept_beside_the_mark() -> None:
    assert tables._joined("&LLEFT&CMIDDLE && CO&RRIGHT", "said") == (
        "&LLEFT&CMIDDLE && CO\nsaid&RRIGHT"
    )
    assert tables._joined("", "said") == "&Csaid"
    assert tables._joined("plain", "said") == "&Cplain\nsaid"
    assert tables._joined("&L" + "x" * 250, "said") == "&Csaid"
    assert (
        tables._joined("&L" + "x" * 100 + "&C" + "y" * 150, "said") == "&L" + "x" * 100 + "&Csaid"
    )


def test_a_marked_file_is_marked_again_beside_the_first() -> None:
    for make, name in MADE.values():
        twice = marked(marked(make(), name), name)
        assert len({part for part in parts_of(twice) if "media/mark" in part}) == 2


def test_macros_stay_and_the_name_keeps_telling_of_them() -> None:
    macro = {"word/vbaProject.bin": bytes(range(256))}
    content = offices.word(paragraph("x"), main=offices.MAIN["docm"], more=macro)
    assert parts_of(marked(content, "a.docm"))["word/vbaProject.bin"] == bytes(range(256))


@pytest.mark.parametrize("name", ["a.zip", "a.bin", "a", "a.docx.txt"])
def test_another_name_gets_no_office_file_out_bare(name: str) -> None:
    made = marked_copy(io.BytesIO(offices.word(paragraph("x"))), name, mark=MARK)
    assert made is not None
    assert made.suffix == "docx"
    made.file.close()


def test_what_a_part_would_unpack_to_does_not_matter_unless_it_is_marked() -> None:
    bomb = bytes(300 * bounds.MIB)
    content = offices.word(paragraph("x"), more={"word/media/bomb.bin": bomb})
    assert len(content) < bounds.MIB
    assert len(marked(content, "a.docx")) < bounds.MIB


def test_a_bomb_where_the_mark_would_go_is_too_large() -> None:
    assert refused(offices.word("<w:p/>" * 25_000_000)) == "too_large"


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"[Content_Types].xml": "<Types"}, "damaged"),
        ({"[Content_Types].xml": offices.types({"gone.xml": offices.MAIN["docx"]})}, "damaged"),
        ({"[Content_Types].xml": ENTITIES + "<a>&b;</a>"}, "damaged"),
        (
            {
                "[Content_Types].xml": offices.types({"m.xml": offices.MAIN["docx"]}),
                "m.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>',
            },
            "unmarkable",
        ),
        (
            {
                "[Content_Types].xml": offices.types({"m.xml": offices.MAIN["pptx"]}),
                "m.xml": "<p/>",
            },
            "unmarkable",
        ),
        (
            {
                "[Content_Types].xml": offices.types({"m.xml": offices.MAIN["docx"]}),
                "m.xml": "<a>" * 5000 + "</a>" * 5000,
            },
            "damaged",
        ),
    ],
    ids=range(6),
)
def test_what_is_damaged_or_odd_is_refused(parts: dict[str, str], code: str) -> None:
    assert refused(offices.zipped(parts)) == code


def test_an_external_entity_is_not_read(tmp_path: object) -> None:
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert refused(offices.zipped({"[Content_Types].xml": outside})) == "damaged"


def test_a_zip_with_two_parts_of_one_name_is_refused() -> None:
    out = io.BytesIO(offices.word(paragraph("x")))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("WORD/document.xml", "<other/>")
    assert refused(out.getvalue()) == "damaged"


def test_too_many_parts_are_too_large() -> None:
    parts = {f"{n}.txt": "" for n in range(bounds.PARTS + 1)}
    assert refused(offices.zipped(parts)) == "too_large"


def test_a_cut_off_file_is_damaged() -> None:
    content = offices.word(paragraph("x"))
    for end in (60, len(content) // 2, len(content) - 10):
        assert refused(content[:end]) == "damaged"


def test_a_part_whose_place_is_a_lie_is_damaged() -> None:
    content = bytearray(offices.word(paragraph("x"), more={"a.bin": b"words"}))
    place = content.find(b"PK\x03\x04", 10)
    content[place : place + 4] = b"XXXX"
    with pytest.raises(Refused):
        packages.Package(archive.Archive(bytes(content))).marked(MARK)
