"""What stands on one member's sheet beside the numbers: meetings and tasks of the year (4.M1)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Attendance
from shoumi.kernel.tasks.models import Task

AT_MOST = 100
DASH = "—"


def of(done: str, asked: str) -> Callable[[Any], str]:
    """How many of how many; nothing where none was asked."""

    def said(row: Any) -> str:
        of_all = getattr(row, asked)
        counted = {"done": getattr(row, done), "asked": of_all}
        return t("%(done)d of %(asked)d") % counted if of_all else ""

    return said


def facts_of(row: Any) -> Iterator[tuple[Any, Any]]:
    """The numbers of a person whom `served` has counted."""
    yield _("Meetings attended"), of("present", "called")(row) or DASH
    yield _("On leave"), row.on_leave
    yield _("Absent without leave"), row.absent
    yield _("Votes given"), row.votes
    yield _("Tasks done in time"), row.in_time
    yield _("Tasks late"), row.late
    yield _("Tasks open"), row.still_open
    yield _("Parts answered"), of("parts_answered", "parts_asked")(row) or DASH
    yield _("Department checks"), of("checks_confirmed", "checks_asked")(row) or DASH
    yield _("Opinions given"), row.opinions
    yield _("Points kept out of"), row.recusals
    yield _("Undertaking signed"), _("Yes") if row.signed else _("No")


def meetings_of(person: Any, year: int) -> list[Attendance]:
    """Where the person was called with a vote. One query."""
    rows = Attendance.objects.voting().filter(person=person, meeting__session_on__year=year)
    return list(rows.select_related("meeting").order_by("meeting__session_on", "pk")[:AT_MOST])


def tasks_of(person: Any, year: int, day: date) -> list[tuple[Task, str]]:
    """What the person led, each with how it stands. One query."""
    rows = Task.objects.filter(lead=person, due_on__year=year).exclude(state=Task.State.WITHDRAWN)
    return [(one, _standing(one, day)) for one in rows.order_by("due_on", "pk")[:AT_MOST]]


def _standing(task: Task, day: date) -> str:
    if task.closed_on is None:
        return str(_("Overdue") if task.due_on < day else _("Not due yet"))
    return str(_("Done in time") if task.closed_on <= task.due_on else _("Done late"))
