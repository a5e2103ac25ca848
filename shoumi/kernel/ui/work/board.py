"""The board of all that is open: every task that somebody who oversees others may see (3.2)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shoumi.kernel.access import may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import OFFICE, Standing, local_day, standing
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import take_list
from shoumi.kernel.tasks.duties import all_duties
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, answer
from shoumi.kernel.ui.work.waiting import number_or_kind

ACT = "tasks.take_list"
COLOURS = {"red": _("Overdue"), "yellow": _("Due now"), "blue": _("Due within a week")}


@dataclass(frozen=True)
class Colour(Choice):
    """Narrows by the slip's colour on a day."""

    day: date = date.min

    def narrow(self, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
        value = asked.get(self.name, "")
        if not value:
            return rows
        soon, week = self.day + timedelta(days=3), self.day + timedelta(days=7)
        spans = {
            "red": Q(due_on__lt=self.day),
            "yellow": Q(due_on__gte=self.day, due_on__lte=soon),
            "blue": Q(due_on__gt=soon, due_on__lte=week),
        }
        if value not in spans:
            raise self.unreadable()
        return rows.filter(spans[value])


def overseen(person: Any, at: datetime) -> QuerySet[Task]:
    """Open tasks whose record this person sees, or which he may sign off."""
    seat: Standing = standing(person, at)
    seen = Q(record__in=Record.objects.visible_to(person, at).order_by().values("pk"))
    for held in seat.held:
        if held.role in OFFICE:
            seen |= Q(record__org_unit__path__startswith=held.path)
        if held.role == Role.HEAD:
            seen |= Q(lead_unit__path__startswith=held.path)
    return Task.objects.open().filter(seen).select_related("record", "lead", "lead_unit")


def board_of(visible: QuerySet[Task], day: date) -> type[Table]:
    """The board as it stands on that day, narrowed by the departments and duties that are on it."""
    units = OrgUnit.objects.filter(pk__in=visible.order_by().values("lead_unit"))

    def slip(row: Any) -> SafeString:
        colour = row.colour(day)
        if not colour:
            return format_html("{}", row.due_on.isoformat())
        return format_html(
            '<span class="slip-word-{}">{} · {}</span>', colour, row.due_on, COLOURS[colour]
        )

    class Tasks(Table):
        name = "tasks"
        label = _("Follow-up")
        columns = (
            Column("task", _("Task"), value="label",
                   link=lambda row: reverse("tasks.task", args=[row.pk])),
            Column("record", _("Record"), value=lambda row: number_or_kind(row.record)),
            Column("lead", _("Lead"), value="lead"),
            Column("unit", _("Department"), value="lead_unit"),
            Column("due", _("Due day"), value="due_on", show=slip, sort="due_on"),
            Column("late", _("Days late"), value=lambda row: max(0, (day - row.due_on).days)),
            Column("state", _("State"), value="get_state_display"),
            Column("asked", _("More time asked until"), value="extension_asked_to"),
            Column("first", _("First due day"), value="original_due_on", shown=False),
        )  # fmt: skip
        filters = (
            Search("q", _("Lead or number"),
                   fields=("lead__name", "lead__name_en", "lead__staff_number", "record__number")),
            Colour("colour", _("Colour of the slip"), options=list(COLOURS.items()), day=day),
            Choice("unit", _("Department"), field="lead_unit_id",
                   options=lambda: [(one.pk, one.display_name) for one in units]),
            Choice("duty", _("Duty"),
                   options=[(name, one.label) for name, one in sorted(all_duties().items())]),
        )  # fmt: skip
        export_action = ACT
        sort = "due"
        empty_title = _("No task is open")
        empty_body = _("What falls due, and what the committee resolves, stands here until done.")

    return Tasks


@require_GET
def board(request: PersonRequest) -> HttpResponseBase:
    """All that is open; a file of it leaves an entry."""
    person, at = request.person, request.at
    visible = overseen(person, at)
    allowed = may(person, ACT, None, at)
    table = board_of(visible, local_day(at))(
        request.GET, visible=visible, may=lambda _action: allowed
    )
    if table.wanted_export:
        if not allowed:
            raise PermissionDenied
        take_list(form=table.wanted_export[:10], narrowed_by=table.here, by=person, at=at)
    return answer(request, table, "ui/work/board.html")


def oversees(person: Any, at: datetime) -> bool:
    return may(person, ACT, None, at)
