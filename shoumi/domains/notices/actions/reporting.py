"""A department's monthly report, from the day it is asked for until it is taken up (5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.notices import figures
from shoumi.domains.notices.actions.opening import open_to_office, open_to_unit_posts
from shoumi.domains.notices.documents.declared import REPORT as REPORT_PAPER
from shoumi.domains.notices.documents.reports import report_paper
from shoumi.domains.notices.facts import lead_of
from shoumi.domains.notices.models import DepartmentReport, ReportFigure
from shoumi.domains.notices.rules.flows import REPORT
from shoumi.domains.notices.rules.timing import asked_due
from shoumi.domains.register.duties import Leads
from shoumi.foundation.periods import month_of
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.moves import begin, move
from shoumi.kernel.tasks.calendar import work_calendar

MOST, SUGGESTIONS = 1_000_000, 2000
THERE = Reason("there", _("This department has a report of that month already."))
NOT_STANDING = Reason(
    "not_standing", _("This department did not exist in that month, or does not exist any more.")
)
NOT_IN = Reason("not_in", _("The head of the department has not confirmed it yet."))
STILL_STANDS = Reason("still_stands", _("The department exists: its report is written."))


@dataclass(frozen=True)
class Said:
    """What a department says of a month: numbers by their names, and words."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    had_incidents: bool = False
    suggestions: str = ""


@action("notices.open_report", label=_("Ask for a report"), clauses=("5.2",), quiet=True)
def open_report(*, unit: OrgUnit, month: date, by: Actor, at: datetime) -> DepartmentReport:
    """Once a month is over its report is asked for. Raises Refused."""
    month, day = month.replace(day=1), local_day(at)
    last = month_of(month).last
    begun = unit.since is None or unit.since <= last
    if not begun or last >= day or (unit.ended_on is not None and unit.ended_on <= day):
        raise Refused(NOT_STANDING)
    if DepartmentReport.objects.filter(org_unit=unit, month=month).exists():
        raise Refused(THERE)
    with override("zh-hans"):
        title = t("%(unit)s: report of %(month)s") % {
            "unit": unit.name, "month": f"{month:%Y-%m}",
        }  # fmt: skip
    report = DepartmentReport(
        kind="department_report", title=title, entity=unit.rights_holder, org_unit=unit,
        clause="5.2", due_on=asked_due(month, day, work_calendar()), month=month,
        owner=lead_of(unit, Leads(day), day),
    )  # fmt: skip
    begin(report, REPORT, step="notices.open_report", by=by, at=at)
    open_to_unit_posts(report, unit, at)
    open_to_office(report, unit, at, Role.DEPUTY)
    return report


@action("notices.write_report", label=_("Write the report"), clauses=("5.2",),
        step="notices.write_report")  # fmt: skip
def write_report(
    report: DepartmentReport, *, said: Said, by: Actor, at: datetime
) -> DepartmentReport:
    """Facts and numbers of the month; what the records count stands beside what is said. Raises
    Refused, Invalid."""
    numbers = _numbers(said)
    require_text("suggestions", said.suggestions, SUGGESTIONS)
    report.is_nil, report.had_incidents = False, said.had_incidents
    report.suggestions = said.suggestions.strip()
    _hand_to_head(report, "notices.write_report", by, at)
    counted = figures.counted(report.org_unit, report.month, by, at)
    known = {one.name: one for one in report.figures.all()}
    for name, number in numbers.items():
        row = known.get(name) or ReportFigure(report=report, name=name)
        row.said, row.counted = number, counted.get(name)
        row.save()
    return report


@action("notices.report_nothing", label=_("Nothing to report"), clauses=("5.2",),
        step="notices.report_nothing")  # fmt: skip
def report_nothing(report: DepartmentReport, *, by: Actor, at: datetime) -> DepartmentReport:
    """A nil report 零报告, which is a report too. Raises Refused."""
    report.is_nil, report.had_incidents, report.suggestions = True, False, ""
    _hand_to_head(report, "notices.report_nothing", by, at)
    for row in report.figures.all():
        row.said = 0
        row.save()
    return report


@action("notices.confirm_report", label=_("Confirm it"), clauses=("5.2",),
        step="notices.confirm_report")  # fmt: skip
def confirm_report(report: DepartmentReport, *, by: Actor, at: datetime) -> DepartmentReport:
    """The head answers for it; it goes to the office. Raises Refused."""
    report.submitted_on = local_day(at)
    move(report, REPORT, "notices.confirm_report", by=by, at=at)
    return report


@action("notices.return_report", label=_("Send it back"), clauses=("5.2",),
        step="notices.return_report")  # fmt: skip
def return_report(
    report: DepartmentReport, *, note: str, by: Actor, at: datetime
) -> DepartmentReport:
    """It is to be written anew; its day stays. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    report.submitted_on = None
    move(report, REPORT, "notices.return_report", by=by, at=at, note=note)
    return report


@action("notices.take_up_report", label=_("Take it up"), clauses=("5.2",),
        step="notices.take_up_report")  # fmt: skip
def take_up_report(report: DepartmentReport, *, by: Actor, at: datetime) -> DepartmentReport:
    """The office takes it into what it collects. Raises Refused."""
    report.taken_up_on = local_day(at)
    move(report, REPORT, "notices.take_up_report", by=by, at=at)
    return report


@action("notices.lapse_report", label=_("Let the report lapse"), clauses=("5.2",), quiet=True,
        step="notices.lapse_report")  # fmt: skip
def lapse_report(report: DepartmentReport, *, by: Actor, at: datetime) -> DepartmentReport:
    """The department does not exist any more: nobody is left to write it. Raises Refused."""
    ended = report.org_unit.ended_on
    if ended is None or ended > local_day(at):
        raise Refused(STILL_STANDS)
    move(report, REPORT, "notices.lapse_report", by=by, at=at)
    return report


@action("notices.issue_report", label=_("Issue it as a paper"), clauses=("5.2",))
def issue_report(report: DepartmentReport, *, by: Actor, at: datetime) -> DepartmentReport:
    """Under a number of its own; a new one replaces the one before. Raises Refused, Sealed,
    DiskFull."""
    if report.submitted_on is None:
        raise Refused(NOT_IN)
    report.save()
    paper = report_paper(report, at=at, language="zh-hans")
    report.paper = papers.issue(
        report, paper=paper, form=REPORT_PAPER.code, supersedes=report.paper, by=by, at=at
    )
    report.save()
    return report


def _numbers(said: Said) -> dict[str, int]:
    known = figures.all_figures()
    for name, number in said.numbers.items():
        if name not in known:
            raise Invalid("numbers", _("This figure is not asked for."))
        if not 0 <= number <= MOST:
            raise Invalid(name, _("Give a number between 0 and a million."))
    return dict(said.numbers)


def _hand_to_head(report: DepartmentReport, step: str, by: Actor, at: datetime) -> None:
    """To the head; where the head wrote it himself, it is confirmed by that."""
    report.written_by = by if isinstance(by, Person) else None
    move(report, REPORT, step, by=by, at=at)
    if standing(by, at).has_at(report.org_unit, Role.HEAD):
        report.submitted_on = local_day(at)
        move(report, REPORT, "confirmed_by_writer", by=by, at=at)
