"""The office's page of the working calendar, and the form by which an announcement is entered."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from shoumi.kernel.access import decide, may
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.actions import set_calendar
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import CalendarDay, Task
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm
from shoumi.kernel.ui.calendar.lines import read
from shoumi.kernel.ui.errors import problem

ACT = "tasks.set_calendar"
SHOWN = 50


class AnnouncementForm(ActForm):
    lines = forms.CharField(
        label=_("Days, one or a span a line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": "2027-01-01至2027-01-03 假 元旦"}),
        help_text=_("Day, then 假 (holiday) or 班 (worked), then the name. Only days that differ "
                    "from their weekday. A day entered anew is corrected."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            return {"days": read(given["lines"])}
        except Invalid as invalid:
            self.add_error(invalid.field, str(invalid))
            return given


acts.form(ACT, AnnouncementForm, set_calendar, icon="calendar",
          told=_("Entered. What is due on a day that is not worked now is listed below."),
          onward=lambda days: reverse("calendar.calendar"))  # fmt: skip


@require_GET
def calendar(request: PersonRequest) -> HttpResponse:
    against = decide(request.person, ACT, None, request.at).because
    if against:
        return problem(request, 403, " ".join(str(reason) for reason in against))
    today = local_day(request.at)
    years = (today.year - 1, today.year, today.year + 1)
    days = list(CalendarDay.objects.filter(on__year__in=years))
    context = {
        "years": [
            {"year": year, "days": [day for day in days if day.on.year == year]}
            for year in reversed(years)
        ],
        "displaced": _displaced(request.person, today, request.at),
    }
    return render(request, "ui/calendar/calendar.html", context)


def _displaced(person: Any, today: date, at: datetime) -> list[Task]:
    """Open tasks within this person's sight that are due on a day nobody works on. Two queries."""
    known = work_calendar()
    free = {
        on
        for on in Task.objects.open().filter(due_on__gte=today).values_list("due_on", flat=True)
        if not known.is_workday(on)
    }
    seen = Record.objects.visible_to(person, at)
    tasks = Task.objects.open().filter(due_on__in=free, record__in=seen)
    return list(tasks.select_related("lead")[:SHOWN])


@require_http_methods(["GET", "POST"])
def enter(request: PersonRequest) -> HttpResponse:
    return acts.answer(request, acts.all_acts()[ACT], None, back=reverse("calendar.calendar"))


def may_set(person: Any, at: datetime) -> bool:
    return may(person, ACT, None, at)
