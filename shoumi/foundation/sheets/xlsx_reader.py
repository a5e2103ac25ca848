"""The process that opens one .xlsx: file on standard input, JSON on standard output.

Run by path and isolated; it imports nothing of the house. Its memory, time and output are limited
before the first byte is read.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

try:
    import resource
except ImportError:  # not every system has it
    resource = None  # type: ignore[assignment]

MEMORY = 1024**3
LONGEST_ANSWER = 64 * 1024 * 1024


def limit(seconds: int) -> None:
    """Take away what a bomb would use; a system without such limits has the parent's time-out."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"day": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return None if value == "" else value


def answer(content: bytes, rows: int, columns: int) -> str:
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheet = next(
            (
                book.get_sheet_by_name(one.name)
                for one in book.sheets_metadata
                if one.visible == python_calamine.SheetVisibleEnum.Visible
            ),
            None,
        )
    except python_calamine.PasswordError:
        return json.dumps({"bad": "old"})
    except Exception:
        return json.dumps({"bad": "unreadable"})
    if sheet is None:
        return json.dumps({"bad": "no_table"})
    if sheet.total_height > rows * 2:
        return json.dumps({"bad": "too_many_rows"})
    if sheet.total_width > columns:
        return json.dumps({"bad": "too_wide"})
    table, length = [], 0
    for row in sheet.to_python(skip_empty_area=False):
        line = [plain(cell) for cell in row]
        length += sum(len(cell) if isinstance(cell, str) else 12 for cell in line)
        if length > LONGEST_ANSWER:
            return json.dumps({"bad": "too_large"})
        table.append(line)
    merged = sheet.merged_cell_ranges or []
    spanned = {row + 1 for (top, _), (bottom, _) in merged[:1000] for row in range(top, bottom + 1)}
    return json.dumps({"rows": table, "merged": sorted(spanned)})


if __name__ == "__main__":
    limits = json.loads(sys.argv[1])
    limit(limits["seconds"])
    sys.stdout.write(answer(sys.stdin.buffer.read(), limits["rows"], limits["columns"]))
