"""A department's report of a month, and the bulletin of all of them (5.2)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as t
from django.utils.translation import override

from shoumi.domains.notices import figures
from shoumi.domains.notices.models import Bulletin, DepartmentReport
from shoumi.domains.notices.sharing import Line
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.documents.papers import (
    Block,
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Note,
    Paper,
    Paragraph,
)


def report_paper(report: DepartmentReport, *, at: datetime, language: Language) -> Paper:
    """What the department reported, in numbers and in its own words."""
    with override(language):
        told = {"unit": report.org_unit.display_name, "month": f"{report.month:%Y-%m}"}
        return Paper(
            title=t("%(unit)s: report of %(month)s") % told,
            organ=report.entity.organ_name, blocks=tuple(_of_report(report)), dated=local_day(at),
            language=language, mark=t("Internal"), closing=report.org_unit.display_name,
        )  # fmt: skip


def _of_report(report: DepartmentReport) -> Iterator[Block]:
    if report.is_nil:
        yield Paragraph(t("Nothing to report of this month."))
        return
    known = figures.all_figures()
    yield Facts(
        tuple(
            (str(known[one.name].label), str(one.said))
            for one in report.figures.all()
            if one.name in known
        )
    )
    yield Paragraph(t("Incidents: yes.") if report.had_incidents else t("Incidents: none."))
    if report.suggestions:
        yield Heading(t("Suggestions"), level=2)
        yield Paragraph(report.suggestions)


def bulletin_paper(
    bulletin: Bulletin, lines: Sequence[Line], *, at: datetime, language: Language
) -> Paper:
    """The office's words and a line of numbers for each department."""
    with override(language):
        organ = bulletin.entity.organ_name
        known = figures.all_figures().values()
        heads = [Column(t("Department"), 2)]
        heads += [Column(str(one.label), 1, "right") for one in known]
        return Paper(
            title=bulletin.title,
            organ=organ,
            addressee=t("All departments and affiliates"),
            blocks=(
                *(Paragraph(part) for part in bulletin.text.split("\n\n")),
                Grid(tuple(heads), tuple((str(one.unit), *one.cells) for one in lines)),
                Note(t("Numbers as the departments reported them. A dash: no report, or nothing "
                       "to report.")),
            ),
            dated=local_day(at),
            language=language,
            mark=t("Internal"),
            closing=organ,
        )  # fmt: skip
