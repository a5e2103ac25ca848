"""What a cell says: texts without hidden characters, days however a spreadsheet keeps them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

Cell = str | int | float | bool | date | None

LONGEST = 5000
# Spreadsheets count days from here; the days before March 1900 are wrong by one and no one's.
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?"
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTED = re.compile(r"[;；\n]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


class BadCell(ValueError):
    """A cell that can't be taken; `code` says why: `control`, `long`, `day`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_text(cell: Cell) -> str:
    """The cell as text, spaces around it and characters without width gone.

    A whole number is written without a point, a day as 2026-03-01. Raises BadCell for control
    characters, hidden direction marks and more than `LONGEST` characters.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    text = text.strip() if text.isprintable() else _without_unseen(text)
    if len(text) > LONGEST:
        raise BadCell("long")
    return text


def _without_unseen(text: str) -> str:
    """What may stand unseen in a text is made plain. Raises BadCell for what may not."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.translate(_INVISIBLE).strip()
    if any(sign != "\n" and unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in text):
        raise BadCell("control")
    return text


def as_day(cell: Cell) -> date | None:
    """The day in the cell, from a date, a serial number, or text such as 2026/3/1, 2026年3月1日.

    Raises BadCell for what is no day.
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(cell)
    text = unicodedata.normalize("NFKC", as_text(cell))
    if not text:
        return None
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        raise BadCell("day")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise BadCell("day") from None


def _of_serial(number: float) -> date:
    """Excel's serial day; eight digits are a day written without signs between."""
    if number == int(number) and (found := _DIGITS.fullmatch(str(int(number)))):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            raise BadCell("day") from None
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise BadCell("day")
    return _SERIAL_START + timedelta(days=int(number))


def as_parts(cell: Cell) -> list[str]:
    """The entries of a cell that holds several, parted by semicolons or lines. Raises BadCell."""
    return [part for part in (one.strip() for one in _PARTED.split(as_text(cell))) if part]
