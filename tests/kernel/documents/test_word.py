"""Word files: fonts by their Chinese names, every word there; templates that try to break out."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.oxml.ns import qn

from shoumi.kernel.documents.papers import Facts, Layout, Paragraph
from shoumi.kernel.documents.word import (
    BadPackage,
    BadTemplate,
    built_in_template,
    fill,
    filled,
    require_template,
    texts_of,
)
from tests.conftest import NOW
from tests.kernel.papers import whole_paper


def with_text(text: str) -> bytes:
    """A Word file whose only paragraph is this."""
    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_layout_shows_everything(layout: Layout, language: str) -> None:
    paper = whole_paper(layout, language)  # type: ignore[arg-type]
    text = texts_of(filled(paper, at=NOW))
    for part in (
        paper.title, paper.organ, paper.number, paper.mark, paper.fingerprint, paper.addressee,
        paper.closing, "吴䶮 欧阳骉 赵燚", "王龑", "2026-11-10", "2026-11-19", "陆景明", "包覆厚度",
        "反向工程不可行。", "经办人", "核对码", "本表一式两份。",
        "黄色：将到期",
    ):  # fmt: skip
        assert part in text
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize("layout", Layout)
def test_chinese_text_asks_for_chinese_fonts_and_never_for_ms_mincho(layout: Layout) -> None:
    docx = filled(whole_paper(layout), at=NOW)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            part = package.read(name)
            assert b"Mincho" not in part
            assert "明朝".encode() not in part
    document = Document(io.BytesIO(docx))
    runs = list(document.element.body.iter(qn("w:r")))
    assert len(runs) > 30
    asked = {run.rPr.rFonts.get(qn("w:eastAsia")) for run in runs if run.rPr is not None}
    assert {"仿宋", "黑体"} <= asked <= {"仿宋", "黑体", "宋体"}
    normal = document.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "仿宋"
    assert all(
        fonts.get(qn("w:eastAsiaTheme")) is None
        for fonts in document.styles.element.iter(qn("w:rFonts"))
    )


def test_the_official_page_has_the_standards_margins() -> None:
    section = Document(io.BytesIO(filled(whole_paper(Layout.OFFICIAL), at=NOW))).sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    assert section.page_width
    assert round(section.page_width.mm) == 210


def test_every_page_bears_mark_number_and_hash() -> None:
    paper = whole_paper()
    section = Document(io.BytesIO(filled(paper, at=NOW))).sections[0]
    assert section.header.paragraphs[0].text == paper.mark
    assert section.first_page_header.paragraphs[0].text == ""
    for footer in (section.footer, section.first_page_footer):
        assert paper.number in footer.paragraphs[1].text
        assert paper.fingerprint in footer.paragraphs[1].text


def test_a_list_lies_on_its_side_with_all_its_columns() -> None:
    document = Document(io.BytesIO(filled(whole_paper(Layout.LIST), at=NOW)))
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width
    assert height
    assert width > height
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows == [["序号", "密点"], ["1", "包覆厚度"], ["2", "曲线"]]


@pytest.mark.parametrize(
    "text", ["<w:b/>&amp; <x>", "{{ paper }}", "{% for %}", "]]>", "\x0b\x00a"]
)
def test_text_is_never_read_as_markup(text: str) -> None:
    paper = whole_paper(blocks=(Paragraph(text), Facts((("名", text),))))
    document = Document(io.BytesIO(filled(paper, at=NOW)))
    shown = text.replace("\x0b", "").replace("\x00", "")
    assert shown in [paragraph.text for paragraph in document.paragraphs]
    assert document.tables[0].rows[0].cells[1].text == shown


def test_a_word_file_says_nothing_of_who_or_what_made_it() -> None:
    properties = Document(io.BytesIO(filled(whole_paper(), at=NOW))).core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.title == "试〔2026〕1 号"


@pytest.mark.parametrize("layout", Layout)
def test_the_built_in_template_passes_the_screening(layout: Layout) -> None:
    require_template(built_in_template(layout, "zh-hans"))


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ paper.__class__ }}",
        "{{ paper['__class__'] }}",
        "{{ paper.title.__class__.__init__.__globals__ }}",
        "{{ paper.items() }}",
        "{{ paper.title.upper() }}",
        "{{ paper.title.format(paper) }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{{ range(10) }}",
        "{{ paper|attr('__class__') }}",
        "{{ paper.blocks|map(attribute='__class__')|list }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ paper.title ~ paper.title }}",
        "{% set x = paper %}{{ x }}",
        "{% include 'a' %}",
        "{% import 'a' as b %}",
        "{% extends 'a' %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in paper.blocks %}{% for b in paper.blocks %}{% for c in paper.blocks %}"
        "{% for d in paper.blocks %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ paper.nothing_of_the_kind }}",
        "{{ settings.SECRET_KEY }}",
        "{{ paper.title",
        "{% for x in paper.blocks %}",
    ],
)
def test_a_template_that_asks_for_more_than_values_is_refused(hostile: str) -> None:
    with pytest.raises(BadTemplate):
        fill(with_text(hostile), whole_paper(), at=NOW)


def test_a_hostile_footer_or_property_is_refused_like_a_body() -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ paper.__class__ }}"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(BadTemplate):
        fill(out.getvalue(), whole_paper(), at=NOW)
    document = Document()
    document.core_properties.subject = "{{ paper.__class__ }}"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(BadTemplate):
        fill(out.getvalue(), whole_paper(), at=NOW)


def test_a_template_may_show_choose_and_repeat() -> None:
    plain = (
        "{% for one in paper.blocks %}{{ loop.index }}{% if loop.last %}!{% endif %}{% endfor %}"
    )
    made = fill(with_text(plain + "{{ paper.title|upper }}"), whole_paper(title="abc"), at=NOW)
    assert "123456789!ABC" in texts_of(made)


def _external(parts: dict[str, bytes]) -> None:
    name = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="rId99" Type="x/attachedTemplate" Target="http://example.org/x.dotm" '
        b'TargetMode = "External"/></Relationships>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link)


def _doctype(parts: dict[str, bytes]) -> None:
    entity = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = re.sub(
        rb"(<\?xml[^>]*\?>)", rb"\1" + entity, parts["word/document.xml"]
    )


def _utf16(parts: dict[str, bytes]) -> None:
    parts["word/styles.xml"] = "<!DOCTYPE a>".encode("utf-16")


def _macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"x"


def _bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/zero.png"] = b"\0" * (21 * 1024 * 1024)


def _no_body(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_external, "external"),
        (_doctype, "entities"),
        (_utf16, "entities"),
        (_macro, "active"),
        (_bomb, "too_large"),
        (_no_body, "no_word"),
    ],
)
def test_a_package_with_more_than_a_document_is_refused(
    change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    with pytest.raises(BadPackage) as refused:
        require_template(repacked(built_in_template(Layout.FORM, "zh-hans"), change))
    assert refused.value.code == code


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"%PDF-1.7"])
def test_what_is_no_package_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(BadPackage) as refused:
        require_template(content)
    assert refused.value.code == "broken"
