"""What the page of a checked table shows, read once and only when it is drawn."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.imports.tables import Table
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.actions import Invalid
from shoumi.kernel.ui.imports.forms import ColumnsForm, numbered
from shoumi.kernel.ui.imports.screens import ImportScreen
from shoumi.kernel.ui.tables import Column

SHOWN = 100


class Found:
    """A problem, or a warning, as kept with the run."""

    def __init__(self, kept: list[object]) -> None:
        self.row, self.column, self.what = kept

    @property
    def place(self) -> str:
        if not self.row:
            return t("The whole table")
        return t("Row %(row)s") % {"row": self.row}


PROBLEM_COLUMNS = (
    Column("row", _("Row"), value="row"),
    Column("column", _("Column"), value="column"),
    Column("what", _("What is wrong and what to do"), value="what"),
)
WARNING_COLUMNS = (*PROBLEM_COLUMNS[:2], Column("what", _("What to look at"), value="what"))


@dataclass
class Shown:
    """One run, with the file it was made of if that is still there."""

    screen: ImportScreen
    run: ImportRun
    content: bytes | None
    columns_sent: ColumnsForm | None = None

    @property
    def url(self) -> str:
        return self.screen.page("run", self.run.pk)

    @property
    def applied(self) -> bool:
        return self.run.state == ImportRun.State.APPLIED

    @property
    def changes_nothing(self) -> bool:
        return self.run.can_be_applied and not self.run.new + self.run.changed

    @property
    def ready(self) -> bool:
        return self.run.can_be_applied and not self.changes_nothing

    @property
    def columns_url(self) -> str:
        return self.screen.page("columns", self.run.pk)

    @property
    def problems_url(self) -> str:
        return self.screen.page("problems", self.run.pk)

    @cached_property
    def problems(self) -> list[Found]:
        return [Found(kept) for kept in self.run.problems[:SHOWN]]

    @property
    def warnings_url(self) -> str:
        return self.screen.page("warnings", self.run.pk)

    @cached_property
    def warnings(self) -> list[Found]:
        return [Found(kept) for kept in self.run.warnings[:SHOWN]]

    @property
    def further_warnings(self) -> int:
        return int(self.run.warning_count) - len(self.warnings)

    @property
    def further(self) -> int:
        return int(self.run.problem_count) - len(self.problems)

    @cached_property
    def table(self) -> Table | None:
        """The file as it was checked; None when it is gone or was applied."""
        if self.content is None or self.applied:
            return None
        try:
            return self.screen.importer.read(self.content, self.run.mapping)
        except Invalid:
            return None

    @cached_property
    def columns(self) -> ColumnsForm | None:
        if self.columns_sent is not None:
            return self.columns_sent
        return None if self.table is None else ColumnsForm(None, self.table)

    @property
    def columns_missing(self) -> bool:
        """Whether a column that must be there was not found, so that this is what to mend."""
        return any(row == 0 for row, _column, _what in self.run.problems)

    @cached_property
    def left_out(self) -> list[str]:
        """Columns of the file that nothing is read from."""
        if self.table is None:
            return []
        read = set(self.table.mapping.values())
        words = numbered(self.table.heads)
        return [word for place, (_value, word) in enumerate(words) if place not in read]
