"""Reading a brought file. An .xlsx is opened by a process of its own with little memory and time,
so that a bomb ends there and not here; nothing touches the disk.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shoumi.foundation.sheets.cells import Cell

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
SECONDS = 60
_READER = Path(__file__).with_name("xlsx_reader.py")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ENCODINGS = ("utf-8-sig", "gb18030")


class BadSheet(ValueError):
    """A file that can't be read; `code`: `empty`, `too_large`, `too_many_rows`, `too_wide`, `old`,
    `unreadable`, `bomb`, `no_table`, `no_rows`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sheet:
    """A table: its heads, and its rows with the numbers that the spreadsheet shows.

    `merged` holds the numbers of rows with merged cells, where only one cell keeps its value.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: frozenset[int] = frozenset()


def read_sheet(content: bytes) -> Sheet:
    """The first table of a file; its heads stand in the first row that holds anything.

    Raises BadSheet.
    """
    if not content.strip():
        raise BadSheet("empty")
    if len(content) > MAX_BYTES:
        raise BadSheet("too_large")
    if content.startswith(_OLD_EXCEL):
        raise BadSheet("old")
    rows, merged = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(_said(row))]
    if not filled:
        raise BadSheet("no_table")
    (_, heads), *body = filled
    if not body:
        raise BadSheet("no_rows")
    if len(body) > MAX_ROWS:
        raise BadSheet("too_many_rows")
    width = len(heads)
    padded = ((number, (*row, *[None] * (width - len(row)))[:width]) for number, row in body)
    return Sheet(tuple(str(head or "").strip() for head in heads), tuple(padded), merged)


def _said(row: tuple[Cell, ...]) -> Iterator[bool]:
    return (cell is not None and str(cell).strip() != "" for cell in row)


def _csv(content: bytes) -> tuple[list[tuple[Cell, ...]], frozenset[int]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(row) > MAX_COLUMNS:
                raise BadSheet("too_wide")
            rows.append(tuple(cell or None for cell in row))
            if len(rows) > MAX_ROWS + 1:
                raise BadSheet("too_many_rows")
    except csv.Error:
        raise BadSheet("unreadable") from None
    return rows, frozenset()


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or the GB 18030 that Chinese offices save."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadSheet("unreadable")


def _xlsx(content: bytes) -> tuple[list[tuple[Cell, ...]], frozenset[int]]:
    _require_modest(content)
    limits = json.dumps({"rows": MAX_ROWS + 1, "columns": MAX_COLUMNS, "seconds": SECONDS})
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_READER), limits],
            input=content,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadSheet("bomb") from None
    if ended.returncode != 0:
        # Killed for its memory or time, or stopped by the reader's own fault.
        raise BadSheet("bomb")
    answer: dict[str, Any] = json.loads(ended.stdout)
    if "bad" in answer:
        raise BadSheet(answer["bad"])
    rows = [tuple(_cell(cell) for cell in row) for row in answer["rows"]]
    return rows, frozenset(answer["merged"])


def _require_modest(content: bytes) -> None:
    """What the archive itself says of its size; the reader's own limits hold against lies."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise BadSheet("unreadable") from None
    if len(members) > 1000 or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise BadSheet("bomb")


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return value  # type: ignore[no-any-return]
