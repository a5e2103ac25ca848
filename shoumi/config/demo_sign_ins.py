"""The demo people's sign-ins: kept in the data folder for its owner, printed at every start."""

import json
import unicodedata
from pathlib import Path

from shoumi.config.language import _, terminal_language

FILE = "demo-sign-ins.json"


def read(folder: Path) -> list[dict[str, str]]:
    """The sign-ins, or none where the company is not the demo's."""
    try:
        lines: list[dict[str, str]] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return lines


def show(folder: Path) -> None:
    """Print the table: who, what for, sign-in name, password."""
    lines = read(folder)
    if not lines:
        return
    name = "name_en" if terminal_language() == "en" else "name"
    rows = [[_("Name"), _("What for"), _("Sign-in name"), _("Password")]]
    rows += [[line[name], line["purpose"], line["username"], line["password"]] for line in lines]
    widths = [max(_width(row[column]) for row in rows) for column in range(4)]
    print(_("The demo company's people (all invented):"))
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        print("  " + "  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns that a terminal needs for the text; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
