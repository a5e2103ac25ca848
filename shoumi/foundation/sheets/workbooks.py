"""Writing a workbook to be filled in and brought back: heads, hints, lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

LONGEST_CELL = 32_767
# A spreadsheet refuses a list of choices that is longer than this, commas included.
_LONGEST_LIST = 255
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Heading:
    """A column as it is shown: its head, what to write there, an example, what may be chosen."""

    title: str
    hint: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


def workbook(
    headings: Sequence[Heading],
    rows: Iterable[Sequence[str | date | None]] = (),
    *,
    sheet: str,
    guide: tuple[str, str, str, str],
) -> bytes:
    """The .xlsx: a table with these heads and rows, and a second sheet that explains each column.

    `guide` is the name of that sheet and its three heads. Cells are texts and never formulas; a
    column of texts stays text, so that 0102 keeps its zero.
    """
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        page = book.add_worksheet(sheet[:31])
        _write_heads(book, page, headings)
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        page.set_column(0, len(headings) - 1, 20, text)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(line, place, value, day)
                elif value:
                    page.write_string(line, place, value[:LONGEST_CELL], text)
        _write_guide(book, headings, guide)
    return written.getvalue()


def _write_heads(book: Any, page: Any, headings: Sequence[Heading]) -> None:
    plain = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF7"})
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FBE9E7"})
    for place, heading in enumerate(headings):
        title = f"{heading.title} *" if heading.required else heading.title
        page.write_string(0, place, title, needed if heading.required else plain)
        if heading.hint:
            page.write_comment(0, place, heading.hint)
        if heading.choices and len(",".join(heading.choices)) <= _LONGEST_LIST:
            page.data_validation(
                1, place, 20_000, place, {"validate": "list", "source": list(heading.choices)}
            )
    page.freeze_panes(1, 0)


def _write_guide(book: Any, headings: Sequence[Heading], guide: tuple[str, str, str, str]) -> None:
    name, *heads = guide
    page = book.add_worksheet(name[:31])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, head in enumerate(heads):
        page.write_string(0, place, head, bold)
    page.set_column(0, 0, 20, wrapped)
    page.set_column(1, 2, 60, wrapped)
    for line, heading in enumerate(headings, start=1):
        said = "\n".join(part for part in (heading.hint, "; ".join(heading.choices)) if part)
        for place, text in enumerate((heading.title, said, heading.example)):
            page.write_string(line, place, text[:LONGEST_CELL], wrapped)
    page.freeze_panes(1, 0)
