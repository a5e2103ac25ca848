"""Tables that people bring in spreadsheets: read as hostile, mapped to columns, and templates.

Reads .xlsx (ECMA-376) and .csv (RFC 4180); writes .xlsx. Bytes in, values out.
"""

from shoumi.foundation.sheets.cells import BadCell, Cell, as_day, as_parts, as_text
from shoumi.foundation.sheets.columns import Column, guess, plain_title
from shoumi.foundation.sheets.reading import BadSheet, Sheet, read_sheet
from shoumi.foundation.sheets.workbooks import Heading, workbook

__all__ = [
    "BadCell",
    "BadSheet",
    "Cell",
    "Column",
    "Heading",
    "Sheet",
    "as_day",
    "as_parts",
    "as_text",
    "guess",
    "plain_title",
    "read_sheet",
    "workbook",
]
