"""Meetings, resolutions and what waits for the committee as lists: only what this person sees."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.duties import CARRY_OUT
from shoumi.domains.committee.kind import MEETINGS, RESOLUTIONS
from shoumi.domains.committee.models import Meeting, Resolution
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.tables import Choice, Column, Search, Table, state_choice, state_column


class Meetings(Table):
    name = "meetings"
    label = _("Meetings")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.meeting", args=[row.pk]),
        ),
        Column("title", _("Name of the meeting")),
        Column("form", _("Kind"), value=lambda row: row.get_form_display()),
        Column("starts", _("Begins at"), value=lambda row: row.starts_at or row.answers_by,
               sort="starts_at"),
        Column("items", _("Points"), value="how_many"),
        Column("due", _("Minutes due on"), value="due_on"),
        state_column(MEETINGS.flow, MEETINGS.tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or name"), fields=("number", "title")),
        Choice("form", _("Kind"), options=list(Meeting.Form.choices)),
        state_choice(MEETINGS.flow),
    ]
    sort = "-number"
    empty_title = _("No meeting has been called yet")
    empty_body = _("The office calls the committee's meetings; at least one work meeting a year.")


COLOURS = {"red": _("Overdue"), "yellow": _("Due now"), "blue": _("Due within a week")}


def colour_of(row: Any, day: date) -> str:
    """The slip's colour of a resolution that is open still."""
    if row.task_due is None or row.state in {"closed", "lapsed"}:
        return ""
    return Task(due_on=row.task_due).colour(day)


def slip(row: Any, day: date) -> SafeString:
    colour = colour_of(row, day)
    said = row.task_due.isoformat() if row.task_due else "—"
    if not colour:
        return format_html("{}", said)
    return format_html('<span class="slip-word-{}">{} · {}</span>', colour, said, COLOURS[colour])


class Board(Table):
    name = "resolutions"
    label = _("Resolutions")
    columns = [
        Column(
            "number", _("Number"), sort="number",
            link=lambda row: reverse("committee.resolution", args=[row.pk]),
        ),
        Column("text", _("What was resolved"), value=lambda row: _short(row.text)),
        Column("lead", _("Lead"), value="lead"),
        Column("due", _("By which day"), value="task_due", sort="due_on",
               show=lambda row: slip(row, row.today)),
        Column("in_force", _("In force from"), value="in_force_on", shown=False),
        state_column(RESOLUTIONS.flow, RESOLUTIONS.tones),
    ]  # fmt: skip
    filters = [
        Search("q", _("Number or text"), fields=("number", "title", "text")),
        state_choice(RESOLUTIONS.flow),
    ]
    sort = "-number"
    empty_title = _("Nothing has been resolved yet")
    empty_body = _("What a meeting resolves stands here from that moment, with its lead and day.")


def _short(text: str) -> str:
    return text if len(text) <= 80 else t("%(start)s …") % {"start": text[:78]}


def meetings(person: Any, at: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = Meeting.objects.visible_to(person, at)
    counted: QuerySet[Any] = rows.annotate(how_many=Count("items"))
    return counted


def resolutions(person: Any, at: datetime) -> QuerySet[Any]:
    """With the day that counts, more time given included."""
    due = Task.objects.filter(record=OuterRef("pk"), duty=CARRY_OUT).order_by("-pk")
    rows: QuerySet[Any] = Resolution.objects.visible_to(person, at).select_related("lead")
    today = Value(local_day(at), output_field=DateField())
    dated: QuerySet[Any] = rows.annotate(task_due=Subquery(due.values("due_on")[:1]), today=today)
    return dated
