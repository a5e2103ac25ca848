"""A list as a file: CSV for every length, XLSX up to `XLSX_ROWS`. Nothing touches the disk.

A text that a spreadsheet could take for a formula gets an apostrophe in front (CWE-1236); numbers
and days keep their type.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from shoumi.kernel.ui.tables.columns import Column

XLSX_ROWS = 20_000
LONGEST_CELL = 32_767
_BOM = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNSEEN = " \u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff"


class TooManyRows(Exception):
    """More rows than an XLSX file is written for; the message says what to do instead."""

    def __init__(self) -> None:
        super().__init__(
            _("A list of more than %(rows)d rows is not written as XLSX. Narrow it by filters, or "
              "take it as CSV.") % {"rows": XLSX_ROWS}
        )  # fmt: skip


def harmless(text: str) -> str:
    """The text, never a formula in a spreadsheet, whatever unseen stands before it: full-width
    signs count, as some read them so."""
    return f"'{text}" if text.lstrip(_UNSEEN).startswith(_FORMULA_STARTS) else text


def csv_lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    """The file line by line (RFC 4180), with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Line())
    yield _BOM + writer.writerow([harmless(str(column.label)) for column in columns])
    for row in rows:
        yield writer.writerow([_csv_value(column.value_of(row)) for column in columns])


def xlsx_file(columns: Sequence[Column], rows: Iterable[Any], sheet: str) -> bytes:
    """The whole workbook. Raises TooManyRows."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(written, options) as book:
        page = _Sheet(book, sheet)
        for column in columns:
            page.write_head(str(column.label))
        for line, row in enumerate(rows, start=1):
            if line > XLSX_ROWS:
                raise TooManyRows
            page.write_line(line, [column.value_of(row) for column in columns])
        page.finish()
    return written.getvalue()


class _Sheet:
    """One sheet with a head and typed cells."""

    def __init__(self, book: Any, name: str) -> None:
        self.page = book.add_worksheet(name[:31])
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.heads = 0

    def write_head(self, label: str) -> None:
        self.page.write_string(0, self.heads, harmless(label), self.bold)
        self.heads += 1

    def write_line(self, line: int, values: Sequence[Any]) -> None:
        for at, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, datetime):
                self.page.write_datetime(line, at, _local(value).replace(tzinfo=None), self.instant)
            elif isinstance(value, date):
                self.page.write_datetime(line, at, value, self.day)
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                self.page.write_number(line, at, value)
            else:
                self.page.write_string(line, at, _csv_value(value)[:LONGEST_CELL])

    def finish(self) -> None:
        self.page.freeze_panes(1, 0)
        self.page.autofit()


class _Line:
    """A file for the csv writer that hands each line straight back."""

    def write(self, text: str) -> str:
        return text


def _csv_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _local(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return str(value)
    return harmless(str(value).replace("\x00", ""))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
