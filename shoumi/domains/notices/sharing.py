"""The figures of a month by department, as the bulletin and the sharing page show them (5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from shoumi.domains.notices import figures
from shoumi.domains.notices.models import Bulletin, DepartmentReport, ReportFigure
from shoumi.kernel.accounts.models import OrgUnit

NOTHING = "—"


@dataclass(frozen=True)
class Line:
    """One department's numbers; a dash where it reported nothing."""

    unit: OrgUnit
    cells: tuple[str, ...]


def lines_of(reports: Sequence[DepartmentReport]) -> list[Line]:
    """One for each report, in the order given; its figures are read before."""
    names = list(figures.all_figures())
    found = []
    for report in reports:
        said = {one.name: str(one.said) for one in report.figures.all()}
        found.append(Line(report.org_unit, tuple(said.get(name, NOTHING) for name in names)))
    return found


def taken_up(month: date) -> list[DepartmentReport]:
    """The reports of a month that the office took up. Two queries."""
    rows = DepartmentReport.objects.filter(month=month, state="taken_up")
    return _with_figures(rows)


def shared_in(bulletin: Bulletin) -> list[DepartmentReport]:
    """The reports that a bulletin was made of. Two queries."""
    return _with_figures(DepartmentReport.objects.filter(bulletin=bulletin))


def _with_figures(rows: Any) -> list[DepartmentReport]:
    told = rows.select_related("org_unit")
    ordered = told.order_by("org_unit__path")
    return list(ordered.prefetch_related(Prefetch("figures", ReportFigure.objects.order_by("id"))))
