"""The look of the built-in Word template: fonts by name, paragraphs, tables.

Chinese fonts are named by what offices have (仿宋, 黑体, 宋体) and never shipped; python-docx's own
template would ask for MS Mincho, a Japanese font, in styles and theme alike.
"""

import re
from typing import Any, Literal

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from shoumi.kernel.documents.papers import Language

Font = Literal["fang", "hei", "song"]
EAST_ASIAN: dict[str, str] = {"fang": "仿宋", "hei": "黑体", "song": "宋体"}
LATIN = "Times New Roman"
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def set_house_styles(document: Any, *, size: float, language: Language) -> None:
    """Set fonts, size and language of everything that asks for nothing else."""
    element = document.styles.element
    for fonts in element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        _name_fonts(fonts, "fang")
    for lang in element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
        lang.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"]
    normal.font.size = Pt(size)
    normal.font.name = LATIN
    _name_fonts(normal.element.rPr.rFonts, "fang")
    normal.paragraph_format.space_after = Pt(0)
    # 22 lines to 225 mm (GB/T 9704-2012, 5.2.4); at least, so that a red head is not cut off.
    normal.paragraph_format.line_spacing = Pt(28.95) if size == 16 else 1.25
    if size == 16:
        normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    _set_theme(document)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.title = "{{ paper.number }}"
    properties.language = "zh-CN" if language == "zh-hans" else "en-GB"


def _set_theme(document: Any) -> None:
    """Take the Japanese fonts out of theme and font table, and name a Chinese one instead."""
    parts = {rel.reltype.rsplit("/", 1)[1]: rel.target_part for rel in document.part.rels.values()}
    theme = re.sub(r'<a:font script="Jpan"[^>]*/>', "", parts["theme"].blob.decode())
    parts["theme"]._blob = re.sub(
        r'<a:ea typeface="[^"]*"', '<a:ea typeface="仿宋"', theme
    ).encode()
    table = parts["fontTable"].blob.decode()
    parts["fontTable"]._blob = re.sub(r"<w:font .*?</w:font>", "", table, flags=re.DOTALL).encode()


def _name_fonts(fonts: Any, font: Font) -> None:
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN[font])


def add_run(
    paragraph: Any,
    text: str,
    *,
    size: float | None = None,
    font: Font = "fang",
    bold: bool = False,
    field: str = "",
) -> Any:
    """Text, or a field of Word's own such as PAGE, in one of the house's fonts."""
    run = paragraph.add_run(text)
    run.font.name = LATIN
    _name_fonts(run._element.rPr.rFonts, font)
    run.font.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
    if field:
        for kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
            if kind == "begin":
                instruction = OxmlElement("w:instrText")
                instruction.text = field
                run._element.append(instruction)
    return run


def add_paragraph(
    place: Any,
    text: str,
    *,
    align: str = "left",
    size: float | None = None,
    font: Font = "fang",
    bold: bool = False,
) -> Any:
    """A paragraph in a document or a cell."""
    paragraph = place.add_paragraph()
    paragraph.alignment = ALIGNMENTS[align]
    add_run(paragraph, text, size=size, font=font, bold=bold)
    return paragraph


def add_table(document: Any, *, rows: int, widths: tuple[int, ...], fitted: bool = False) -> Any:
    """A ruled table as wide as the text, its columns shared out in these proportions.

    With `fitted`, Word finds the widths by what stands in the cells.
    """
    table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    if fitted:
        for cell in (cell for row in table.rows for cell in row.cells):
            cell._tc.tcPr.remove(cell._tc.tcPr.tcW)
        return table
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, widths, strict=True):
        width = int(room * share / sum(widths))
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def fill_row(row: Any, texts: tuple[str, ...], *, head: int | None = None) -> None:
    """Put text into the cells of a row; the cell with the number `head` is set as a heading."""
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if text:
            add_run(cell.paragraphs[0], text, font="hei" if index == head else "fang")
        if index == head:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            _shade(cell)


def repeat_row(row: Any) -> None:
    """Show the row again at the top of every page that the table runs over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def rule_below(paragraph: Any, colour: str) -> None:
    """A rule under the paragraph, as under the number of an official paper."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", colour)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shade(paragraph: Any, ground: str) -> None:
    """Lay a ground of this colour under the paragraph."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        _ground(ground), "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _shade(cell: Any) -> None:
    cell._tc.get_or_add_tcPr().append(_ground("F2F2F2"))


def _ground(colour: str) -> Any:
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{name}"), value)
    return ground
