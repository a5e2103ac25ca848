"""PDFs: fonts embedded, text that can be searched, the page of GB/T 9704-2012, no empty boxes."""

import io
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from shoumi.kernel.documents.glyphs import printable, shown
from shoumi.kernel.documents.labels import Label, print_label
from shoumi.kernel.documents.papers import Column, Grid, Layout, Paper, Paragraph
from shoumi.kernel.documents.typesetting import typeset
from tests.conftest import NOW
from tests.kernel.papers import whole_paper

MM = 72 / 25.4


def text_of(pdf: bytes) -> str:
    """What a reader would copy out of it, without the breaks of lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def made(paper: Paper) -> bytes:
    return typeset(paper, form="定密审批表", at=NOW)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_layout_shows_everything(layout: Layout, language: str) -> None:
    paper = whole_paper(layout, language)  # type: ignore[arg-type]
    text = text_of(made(paper))
    wanted = [
        paper.title, paper.organ, paper.number, paper.mark, paper.fingerprint, paper.addressee,
        paper.closing, "吴䶮欧阳骉赵燚", "王龑", "2026-11-10", "2026-11-19", "陆景明", "包覆厚度",
        "反向工程不可行。", "经办人", "核对码", "本表一式两份。",
        "黄色：将到期",
    ]  # fmt: skip
    for part in wanted:
        assert "".join(part.split()) in text
    assert ("纸质签署" if language == "zh-hans" else "signedonpaper") in text


def test_every_font_is_embedded_and_maps_to_unicode() -> None:
    reader = PdfReader(io.BytesIO(made(whole_paper(Layout.OFFICIAL))))
    pages: Any = reader.pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "Noto" in str(font["/BaseFont"])
        assert "/ToUnicode" in font
    assert b"pdfaid:part" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_the_official_page_has_the_standards_measures() -> None:
    """GB/T 9704-2012, 5.2: A4, head margin 37 mm, binding margin 28 mm, 22 lines of 28 signs."""
    paper = whole_paper(
        Layout.OFFICIAL, mark="", addressee="", closing="", blocks=(Paragraph("密" * 2000),)
    )
    with pypdfium2.PdfDocument(made(paper)) as document:
        width, height = document[0].get_size()
        assert (round(width / MM), round(height / MM)) == (210, 297)
        text = document[1].get_textpage()
        boxes = [
            text.get_charbox(index)
            for index in range(text.count_chars())
            if text.get_text_range(index, 1) == "密"
        ]
    lines = sorted({round(box[1]) for box in boxes}, reverse=True)
    assert len(lines) == 22
    assert {first - second for first, second in pairwise(lines)} <= {28, 29, 30}
    assert len([box for box in boxes if round(box[1]) == lines[3]]) == 28
    assert min(box[0] for box in boxes) / MM == pytest.approx(28, abs=0.8)
    assert (height - max(box[3] for box in boxes)) / MM == pytest.approx(37, abs=1.2)


def test_a_list_lies_on_its_side_and_repeats_its_head() -> None:
    grid = Grid((Column("编号"), Column("名称")), tuple((str(n), "某工艺") for n in range(200)))
    with pypdfium2.PdfDocument(made(whole_paper(Layout.LIST, blocks=(grid,)))) as document:
        width, height = document[0].get_size()
        heads = ["名称" in page.get_textpage().get_text_bounded() for page in document]
    assert width > height
    assert len(heads) > 3
    assert all(heads[:-1])


@pytest.mark.parametrize("layout", Layout)
def test_every_page_bears_the_mark_and_the_hash(layout: Layout) -> None:
    paper = whole_paper(layout, blocks=(Paragraph("密\n" * 200),))
    with pypdfium2.PdfDocument(made(paper)) as document:
        pages = ["".join(p.get_textpage().get_text_bounded().split()) for p in document]
    assert len(pages) > 2
    for page in pages:
        assert page.count("核心商密至2031-11-19") == 1
        assert paper.fingerprint in page


def test_a_sign_that_no_font_has_is_named_and_never_an_empty_box() -> None:
    assert printable("吉\U00020bb7") == "吉〓(U+20BB7)"
    text = text_of(made(whole_paper(blocks=(Paragraph("姓\U00020bb7\U0001f600"),))))
    assert "姓〓(U+20BB7)〓(U+1F600)" in text


def test_the_fonts_have_every_sign_of_gb2312_and_rare_names() -> None:
    gb2312 = [
        bytes([high, low]).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    ]
    assert [sign for sign in gb2312 if sign and ord(sign) not in shown()] == []
    assert {ord(sign) for sign in "䶮骉燚㛃龑喆祎玥"} <= shown()


@pytest.mark.parametrize(
    "text",
    ['#panic("x")', '"] #eval("1")', "$ x $ *b* _i_ `c` @ref <label>", "\\", "= 一", '#read("/x")'],
)
def test_text_is_never_read_as_a_command(text: str) -> None:
    paper = whole_paper(title=text, blocks=(Paragraph(text),))
    assert text_of(made(paper)).count("".join(text.split())) == 2


def test_a_long_run_without_a_break_stays_on_the_page() -> None:
    grid = Grid((Column("a"), Column("b")), (("x" * 300, "y"),))
    with pypdfium2.PdfDocument(made(whole_paper(blocks=(grid,)))) as document:
        text = document[0].get_textpage()
        right = max(text.get_charbox(index)[2] for index in range(text.count_chars()))
        assert right < document[0].get_size()[0] - 20 * MM


def test_the_same_paper_and_instant_give_the_same_bytes() -> None:
    assert made(whole_paper()) == made(whole_paper())


def test_the_files_own_title_is_number_and_form() -> None:
    reader = PdfReader(io.BytesIO(made(whole_paper(title="某工艺的秘密"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "试〔2026〕1 号 定密审批表"


def label(**fields: object) -> Label:
    given = {
        "entity": "云岭新材料股份有限公司",
        "mark": "云岭新材料股份有限公司 核心商密 至2031-03-06",
        "number": "商密〔2026〕3 号",
        "facts": (("保管人", "吴䶮"),),
    }
    return Label(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(("size", "width", "height"), [("a7", 105, 74), ("a6", 148, 105)])
def test_a_label_is_one_small_page(size: str, width: int, height: int) -> None:
    pdf = print_label(label(size=size, old_mark="云岭 重要商密 长期"), at=NOW)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        found = document[0].get_size()
    assert [round(side / MM) for side in found] == [width, height]
    text = text_of(pdf)
    for part in ("核心商密", "至2031-03-06", "重要商密", "商密〔2026〕3号", "吴䶮"):
        assert part in text


def test_a_declassified_label_is_stamped_with_the_day() -> None:
    text = text_of(print_label(label(declassified_on=date(2026, 11, 20)), at=NOW))
    assert "解密" in text
    assert "2026年11月20日" in text


def test_a_labels_check_answers_for_all_it_says() -> None:
    checks = {
        label().check,
        label(mark="另").check,
        label(number="2").check,
        label(facts=()).check,
        label(declassified_on=date(2026, 1, 1)).check,
    }
    assert len(checks) == 5
    assert label().check in text_of(print_label(label(), at=NOW))


def test_rare_signs_stand_in_bold_heads_and_labels_too() -> None:
    rare = "吴䶮㛃骉"
    for layout in Layout:
        paper = whole_paper(layout, title=rare, organ=rare, mark=rare)
        assert text_of(made(paper)).count(rare) >= 3
    assert rare in text_of(print_label(label(mark=f"{rare} 核心 长期", old_mark=rare), at=NOW))
