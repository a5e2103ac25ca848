"""The template that every paper has until the office replaces it, built with the house's styles.

It is what an office downloads, changes in Word and brings back, so each kind of block stands in it
as ordinary paragraphs and tables between plain markers.
"""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from shoumi.kernel.documents.papers import Language, Layout
from shoumi.kernel.documents.word import styles

RED = RGBColor(0xC8, 0x16, 0x1D)
# The ground of a band by its colour, and the colour of the words on it.
BANDS = {
    "blue": ("1F5FA8", RGBColor(0xFF, 0xFF, 0xFF)),
    "yellow": ("F5C400", RGBColor(0, 0, 0)),
    "red": ("C8161D", RGBColor(0xFF, 0xFF, 0xFF)),
}
# Top, bottom, left and right in millimetres; the first is GB/T 9704-2012, 5.2.2.
MARGINS = {
    Layout.OFFICIAL: (37, 35, 28, 26),
    Layout.FORM: (25, 24, 28, 22),
    Layout.LIST: (18, 20, 18, 16),
}
SIZES = {Layout.OFFICIAL: 16.0, Layout.FORM: 11.5, Layout.LIST: 9.0}


@cache
def built_in_template(layout: Layout, language: Language) -> bytes:
    """The template as a .docx file, for papers of this layout and language."""
    document = Document()
    styles.set_house_styles(document, size=SIZES[layout], language=language)
    _set_page(document, layout)
    _edges(document, layout)
    _head(document, layout)
    _blocks(document, layout)
    _close(document, layout)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any, layout: Layout) -> None:
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    if layout is Layout.LIST:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    top, bottom, left, right = (Mm(side) for side in MARGINS[layout])
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.footer_distance = Mm(12 if layout is not Layout.OFFICIAL else 20)


def _edges(document: Any, layout: Layout) -> None:
    """Page number, number and hash on every page; the mark above every page but the first, which
    bears it as its first line."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    styles.add_run(section.header.paragraphs[0], "{{ paper.mark }}", size=9, font="hei")
    for footer in (section.first_page_footer, section.footer):
        page = footer.paragraphs[0]
        page.alignment = WD_ALIGN_PARAGRAPH.CENTER
        size = 14 if layout is Layout.OFFICIAL else 9
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            styles.add_run(page, text, size=size, field=field)
        last = footer.add_paragraph()
        last.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles.add_run(last, "{{ paper.number }}  {{ words.content }} {{ fingerprint }}", size=6.5)


def _head(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{%p if paper.mark %}")
    add("{{ paper.mark }}", font="hei", size=16 if layout is Layout.OFFICIAL else None)
    add("{%p endif %}")
    if layout is Layout.OFFICIAL:
        head = add("{{ paper.organ }}", align="center", font="song", size=36, bold=True)
        head.runs[0].font.color.rgb = RED
        head.paragraph_format.space_before = Pt(48)
        number = add("{{ paper.number }}", align="center")
        number.paragraph_format.space_before = Pt(24)
        styles.rule_below(number, "C8161D")
    else:
        add("{{ paper.number }}", align="right")
        add("{{ paper.organ }}", align="center", size=13)
    size = 16 if layout is Layout.LIST else 22
    title = add("{{ paper.title }}", align="center", font="song", size=size, bold=True)
    title.paragraph_format.space_before = Pt(28 if layout is Layout.OFFICIAL else 4)
    title.paragraph_format.space_after = Pt(20 if layout is Layout.OFFICIAL else 10)
    add("{%p if paper.addressee %}")
    add("{{ paper.addressee }}{{ words.colon }}")
    add("{%p endif %}")


def _blocks(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{%p for block in paper.blocks %}")
    for kind, draw in _KINDS.items():
        add(f"{{%p if block.kind == '{kind}' %}}")
        draw(document, layout)
        add("{%p endif %}")
    add("{%p endfor %}")


def _close(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{%p if paper.closing %}")
    closing = add("{{ paper.closing }}", align="right")
    closing.paragraph_format.space_before = Pt(28 if layout is Layout.OFFICIAL else 14)
    add("{{ dated }}", align="right")
    add("{%p else %}")
    add("{{ words.issued }}{{ words.colon }}{{ dated }}", align="right")
    add("{%p endif %}")


def _heading(document: Any, layout: Layout) -> None:
    _adder(document)("{{ block.text }}", font="hei").paragraph_format.keep_with_next = True


def _paragraph(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{%p for line in block.lines %}")
    paragraph = add("{{ line }}", align="justify")
    paragraph.paragraph_format.first_line_indent = Pt(2 * SIZES[layout])
    add("{%p endfor %}")


def _facts(document: Any, layout: Layout) -> None:
    table = styles.add_table(document, rows=3, widths=(1, 3))
    styles.fill_row(table.rows[0], ("{%tr for name, value in block.rows %}", ""))
    styles.fill_row(table.rows[1], ("{{ name }}", "{{ value }}"), head=0)
    styles.fill_row(table.rows[2], ("{%tr endfor %}", ""))
    _adder(document)("")


def _grid(document: Any, layout: Layout) -> None:
    table = styles.add_table(document, rows=4, widths=(1, 1, 1), fitted=True)
    column = "{%tc for column in block.columns %}"
    styles.fill_row(table.rows[0], (column, "{{ column.title }}", "{%tc endfor %}"), head=1)
    styles.repeat_row(table.rows[0])
    styles.fill_row(table.rows[1], ("{%tr for row in block.rows %}", "", ""))
    styles.fill_row(table.rows[2], ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"))
    styles.fill_row(table.rows[3], ("{%tr endfor %}", "", ""))
    _adder(document)("")


def _opinions(document: Any, layout: Layout) -> None:
    table = styles.add_table(document, rows=3, widths=(1, 3))
    styles.fill_row(table.rows[0], ("{%tr for one in block.entries %}", ""))
    styles.fill_row(table.rows[1], ("{{ one.step }}", ""), head=0)
    cell = table.rows[1].cells[1]
    styles.add_run(cell.paragraphs[0], "{{ one.verdict }}", font="hei")
    for text, align in (
        ("{%p if one.text %}", "left"),
        ("{{ one.text }}", "left"),
        ("{%p endif %}", "left"),
        (
            "{{ one.post }}  {{ one.name }}{% if one.on_behalf_of %} {{ words.behalf_before }}"
            "{{ one.on_behalf_of }}{{ words.behalf_after }}{% endif %}",
            "right",
        ),
        (
            "{% if one.recorded_on and one.recorded_on != one.on %}{{ words.decided_on }} "
            "{{ one.on }}  {{ words.recorded_on }} {{ one.recorded_on }}{% else %}{{ one.on }}"
            "{% endif %}{% if one.on_paper %}  {{ words.on_paper }}{% endif %}",
            "right",
        ),
    ):
        styles.add_paragraph(cell, text, align=align)
    styles.fill_row(table.rows[2], ("{%tr endfor %}", ""))
    _adder(document)("")


def _signatures(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{%p for line in block.lines %}")
    blank = "_" * 16
    text = f"{{{{ line }}}}{{{{ words.colon }}}}{blank}  {{{{ words.date }}}}{{{{ words.colon }}}}"
    signed = add(text + "_" * 12, align="right")
    signed.paragraph_format.space_before = Pt(14)
    add("{%p endfor %}")


def _note(document: Any, layout: Layout) -> None:
    _adder(document)("{{ block.text }}", size=0.84 * SIZES[layout])


def _band(document: Any, layout: Layout) -> None:
    add = _adder(document)
    for colour, (ground, words) in BANDS.items():
        add(f"{{%p if block.colour == '{colour}' %}}")
        band = add("{{ block.text }}", align="center", font="hei", bold=True)
        band.runs[0].font.color.rgb = words
        band.paragraph_format.space_after = Pt(6)
        styles.shade(band, ground)
        add("{%p endif %}")


def _code(document: Any, layout: Layout) -> None:
    add = _adder(document)
    add("{{ block.image }}", align="right")
    add("{{ block.caption }}", align="right", size=8)


_KINDS: dict[str, Callable[[Any, Layout], None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "facts": _facts,
    "grid": _grid,
    "opinions": _opinions,
    "signatures": _signatures,
    "note": _note,
    "band": _band,
    "code": _code,
}


def _adder(document: Any) -> Callable[..., Any]:
    def add(text: str, **look: Any) -> Any:
        return styles.add_paragraph(document, text, **look)

    return add
