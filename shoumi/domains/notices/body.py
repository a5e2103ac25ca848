"""What the pages of circulars, reports, bulletins and requests show to one reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices import figures
from shoumi.domains.notices.facts import addressed, received
from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    CooperationRequest,
    DepartmentReport,
)
from shoumi.domains.notices.rules.flows import ANSWER
from shoumi.domains.notices.rules.reaching import Reached
from shoumi.domains.notices.sharing import lines_of, shared_in, taken_up
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Record
from shoumi.kernel.ui.components import Tone

STAGES = {
    "reached": (_("Reached"), Tone.GOOD),
    "opened": (_("Opened"), Tone.WAITING),
    "waiting": (_("Not opened yet"), Tone.NEUTRAL),
    "overdue": (_("Overdue"), Tone.BAD),
}
ANSWER_TONES = {
    "asked": Tone.INFO, "accepted": Tone.WAITING, "replied": Tone.WAITING, "confirmed": Tone.GOOD,
    "declined": Tone.BAD,
}  # fmt: skip
NAMED = 30


@dataclass(frozen=True)
class UnitLine:
    """How far a circular came in one unit."""

    unit: str
    total: int
    opened: int
    confirmed: int
    stage: str
    label: Any
    tone: Tone


def circular_body(circular: Circular, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `notices/_circular_body.html` needs; who received it, for the office."""
    to = addressed(circular)
    is_office = standing(person, at).has_over(circular.org_unit, *OFFICE)
    lines = unit_lines(circular, local_day(at)) if is_office and circular.issued_on else []
    return {
        "facts": list(_circular_facts(circular)),
        "source": _source(circular, person, at),
        "to": t(", ").join(str(one) for one in to[:NAMED]),
        "others": max(0, len(to) - NAMED),
        "lines": lines,
        "reached": sum(one.stage == "reached" for one in lines),
        "received_url": reverse("notices.received", args=[circular.pk]) if lines else "",
    }


def _circular_facts(circular: Circular) -> Iterator[tuple[Any, Any]]:
    yield _("Goes to"), circular.get_reaches_display()
    if circular.approved_by is not None:
        yield _("Approved by"), circular.approved_by
    if circular.issued_on is not None:
        yield _("Issued on"), circular.issued_on.isoformat()
    if circular.due_on is not None:
        yield _("To be confirmed by"), circular.due_on.isoformat()


def _source(circular: Circular, person: Any, at: datetime) -> dict[str, str]:
    """What it was drafted from, for whoever sees that."""
    if circular.source_id is None:
        return {}
    found = Record.objects.one_visible_to(circular.source_id, person, at).first()
    if found is None:
        return {}
    url = reverse(kinds.find(found.kind).url, args=[found.pk])
    return {"url": url, "name": found.reference}


def unit_lines(circular: Circular, day: date) -> list[UnitLine]:
    """Those that are not reached first. Two queries."""
    found = received(circular)
    units = OrgUnit.objects.in_bulk([key for key, _one in found])
    rows = []
    for stage, (key, one) in zip(unit_stages(circular, found, day), found, strict=True):
        label, tone = STAGES[stage]
        rows.append(
            UnitLine(str(units[key]), one.total, one.opened, one.confirmed, stage, label, tone)
        )
    return sorted(rows, key=lambda one: (one.stage == "reached", one.unit))


def unit_stages(circular: Circular, found: Sequence[tuple[int, Reached]], day: date) -> list[str]:
    """How far it has come in each of the units."""
    overdue = circular.due_on is not None and circular.due_on < day
    return [one.stage(overdue=overdue) for _key, one in found]


def report_body(report: DepartmentReport, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `notices/_report_body.html` needs."""
    known = figures.all_figures()
    written = report.written_by_id is not None
    return {
        "facts": list(_report_facts(report)),
        "written": written,
        "rows": [
            {"label": known[one.name].label, "said": one.said, "counted": one.counted,
             "differs": one.counted is not None and one.counted != one.said}
            for one in report.figures.all()
            if one.name in known
        ],
    }  # fmt: skip


def _report_facts(report: DepartmentReport) -> Iterator[tuple[Any, Any]]:
    yield _("Department"), report.org_unit
    yield _("Month"), f"{report.month:%Y-%m}"
    yield _("Due on"), report.due_on.isoformat() if report.due_on else None
    if report.written_by is not None:
        yield _("Written by"), report.written_by
        if not report.is_nil:
            yield _("Incidents"), _("Yes") if report.had_incidents else _("No")
    if report.submitted_on is not None:
        yield _("Came in on"), report.submitted_on.isoformat()
    if report.taken_up_on is not None:
        yield _("Taken up on"), report.taken_up_on.isoformat()


def bulletin_body(bulletin: Bulletin, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `notices/_bulletin_body.html` needs; a draft shows what would stand in it."""
    issued = bulletin.issued_on is not None
    reports = shared_in(bulletin) if issued else taken_up(bulletin.month)
    return {
        "facts": [
            (_("Month"), f"{bulletin.month:%Y-%m}"),
            (_("Issued on"), bulletin.issued_on.isoformat() if bulletin.issued_on else None),
        ],
        "heads": [one.label for one in figures.all_figures().values()],
        "lines": lines_of(reports),
    }


def request_body(request: CooperationRequest, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `notices/_request_body.html` needs: of the answers those that the reader
    sees."""
    seen = CooperationAnswer.objects.visible_to(person, at).filter(request=request)
    answers = seen.select_related("org_unit").order_by("pk")
    return {
        "facts": [
            (_("Asked by"), request.org_unit),
            (_("Asked on"), request.asked_on.isoformat()),
            (_("Wanted by"), request.due_on.isoformat() if request.due_on else None),
        ],
        "answers": [
            {"row": one, "state": ANSWER.state(one.state).label,
             "tone": ANSWER_TONES.get(one.state, Tone.NEUTRAL),
             "url": reverse("notices.answer", args=[one.pk])}
            for one in answers
        ],
    }  # fmt: skip


def answer_body(answer: CooperationAnswer, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `notices/_answer_body.html` needs."""
    request = answer.request
    return {
        "facts": [
            (_("Asked by"), request.org_unit),
            (_("Asked of"), answer.org_unit),
            (_("Answer by"), answer.answer_by.isoformat()),
            (_("Wanted by"), request.due_on.isoformat() if request.due_on else None),
            (_("Answered on"), answer.answered_on.isoformat() if answer.answered_on else None),
        ],
    }
