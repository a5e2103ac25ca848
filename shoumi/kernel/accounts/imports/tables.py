"""A brought table, row by row, and what is wrong in it, in words that tell what to do."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.foundation.sheets import (
    BadCell,
    BadSheet,
    Cell,
    Column,
    Heading,
    as_day,
    as_parts,
    as_text,
    guess,
    read_sheet,
    workbook,
)
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import Invalid

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LANGUAGES = ("zh-hans", "en")
# Of a head as a problem names it, in characters.
LONGEST_HEAD = 60
UNREADABLE: dict[str, "StrOrPromise"] = {
    "empty": _("The file is empty. Choose the table that you filled in."),
    "too_large": _("The file is too large: 20 MB at most. Split it."),
    "too_many_rows": _("The table has more than 20,000 rows. Split it."),
    "too_wide": _("The table has more than 100 columns. Take the template and fill that in."),
    "old": _("This is an old or locked Excel file. Save it as .xlsx without a password."),
    "unreadable": _("This is no table that can be read. Save it as .xlsx or .csv."),
    "bomb": _("The file unpacks to far more than a table holds; it was not opened. Copy the rows "
              "into the template and take that."),
    "no_rows": _("The table has heads and no rows below them. Fill it in first."),
    "no_table": _("There is nothing on the first sheet. Put the table there."),
}  # fmt: skip
BAD_CELL: dict[str, "StrOrPromise"] = {
    "control": _("The cell holds hidden control characters. Type its text anew."),
    "long": _("The cell holds more than 5,000 characters. Shorten it."),
    "day": _("This can't be read as a day. Write it as 2026-03-01."),
}


class State(StrEnum):
    """What applying will do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row (0: in the table as a whole) and what to do, or what to look at
    there. It quotes no cell."""

    row: int
    column: str
    what: str

    def plain(self) -> list[Any]:
        return [self.row, self.column, self.what]


@dataclass(frozen=True)
class ImportColumn:
    """A column of a kind of import; `titles` are further heads under which offices keep it."""

    name: str
    title: "StrOrPromise"
    hint: "StrOrPromise" = ""
    example: str = ""
    titles: tuple[str, ...] = ()
    required: bool = False
    choices: Callable[[], Sequence[str]] = tuple

    def column(self) -> Column:
        heads = []
        for language in LANGUAGES:
            with override(language):
                heads.append(str(self.title))
        return Column(self.name, (*heads, *self.titles), self.required)

    def heading(self) -> Heading:
        return Heading(
            str(self.title), str(self.hint), self.example, tuple(self.choices()), self.required
        )


@dataclass(frozen=True)
class Planned:
    """A row without fault: what applying does with it, and what the act needs."""

    row: int
    state: State
    act: Any = None


@dataclass(frozen=True)
class Plan:
    """What a table would do. It is applied only without a single problem; rows that are warned
    of are entered all the same."""

    rows: tuple[Planned, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def count(self, state: State) -> int:
        return sum(row.state is state for row in self.rows)


@dataclass
class Line:
    """One row under its columns; what it can't be taken for is noted with the row."""

    number: int
    cells: Mapping[str, Cell]
    titles: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def fault(self, column: str, what: "StrOrPromise") -> None:
        self.problems.append(Problem(self.number, self.titles.get(column, ""), str(what)))

    def warn(self, column: str, what: "StrOrPromise") -> None:
        """Note what to look at; the row is entered all the same."""
        self.warnings.append(Problem(self.number, self.titles.get(column, ""), str(what)))

    def text(self, column: str, *, required: bool = False, longest: int = 0) -> str:
        value: str = self._read(column, as_text, "")
        if required and not value and not self._faulted(column):
            self.fault(column, _("This must be filled in."))
        if longest and len(value) > longest:
            self.fault(column, t("Use at most %(count)s characters.") % {"count": longest})
        return value

    def day(self, column: str, *, required: bool = False) -> date | None:
        value: date | None = self._read(column, as_day, None)
        if required and value is None and not self._faulted(column):
            self.fault(column, _("This must be filled in."))
        return value

    def parts(self, column: str) -> list[str]:
        found: list[str] = self._read(column, as_parts, [])
        return found

    def _read(self, column: str, read: Callable[[Cell], Any], otherwise: Any) -> Any:
        try:
            return read(self.cells.get(column))
        except BadCell as bad:
            self.fault(column, BAD_CELL[bad.code])
            return otherwise

    def _faulted(self, column: str) -> bool:
        return any(problem.column == self.titles.get(column) for problem in self.problems)


@dataclass(frozen=True)
class Table:
    """A file as it was read, with which column holds what."""

    sha256: str
    heads: tuple[str, ...]
    mapping: Mapping[str, int]
    columns: tuple[ImportColumn, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: frozenset[int]

    def __len__(self) -> int:
        return len(self.rows)

    def lines(self) -> Iterator[Line]:
        titles = self.titles()
        for number, row in self.rows:
            cells = {name: row[place] for name, place in self.mapping.items() if place < len(row)}
            line = Line(number, cells, titles)
            if number in self.merged:
                line.fault("", _("Cells are merged here. Unmerge them and fill in each row."))
            yield line

    def titles(self) -> dict[str, str]:
        """Each column as the person's own table calls it, else as the template does."""
        titles = {column.name: str(column.title) for column in self.columns}
        for name, place in self.mapping.items():
            # The template's heads end with a sign where the column must be filled in.
            head = self.heads[place].removesuffix("*").strip()[:LONGEST_HEAD]
            titles[name] = head or titles[name]
        return titles

    def problems(self) -> tuple[Problem, ...]:
        """Columns that must be there and are not."""
        missing = [one for one in self.columns if one.required and one.name not in self.mapping]
        what = _("No column holds this. Say which one does, or take the template.")
        return tuple(Problem(0, str(one.title), str(what)) for one in missing)


@dataclass(frozen=True)
class Importer:
    """A kind of import: its columns, and what a table of it would do for whoever brings it."""

    kind: str
    label: "StrOrPromise"
    columns: tuple[ImportColumn, ...]
    plan: Callable[[Table, Actor, datetime], Plan]

    def read(self, content: bytes, mapping: Mapping[str, int] | None = None) -> Table:
        """The table of a file; without a mapping, columns are found by their heads. Raises Invalid
        on `file` for what can't be read, on `mapping` for a column that isn't there."""
        try:
            sheet = read_sheet(content)
        except BadSheet as bad:
            raise Invalid("file", UNREADABLE[bad.code]) from bad
        known = {column.name for column in self.columns}
        if mapping is None:
            mapping = guess(sheet.heads, [column.column() for column in self.columns])
        elif any(
            name not in known or not 0 <= place < len(sheet.heads)
            for name, place in mapping.items()
        ):
            raise Invalid("mapping", _("Choose columns that the table has."))
        return Table(
            hashlib.sha256(content).hexdigest(),
            sheet.heads,
            dict(mapping),
            self.columns,
            sheet.rows,
            sheet.merged,
        )

    def dry_run(self, table: Table, *, by: Actor, at: datetime) -> Plan:
        """What applying would do now, with every problem. Writes nothing."""
        missing = table.problems()
        return Plan(problems=missing) if missing else self.plan(table, by, at)

    def template(self, rows: Sequence[Sequence[str | date | None]] = ()) -> bytes:
        """The .xlsx to fill in, with hints; or, with rows, what is there already to be edited."""
        return workbook(
            [column.heading() for column in self.columns],
            rows,
            sheet=str(self.label),
            guide=(t("How to fill in"), t("Column"), t("What to write"), t("Example")),
        )
