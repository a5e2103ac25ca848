"""The days by which a person's own tasks are due."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t

from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.feed.sources import Dated, declare

AT_MOST = 200


def due(person: Any, at: datetime) -> Iterator[Dated]:
    """One query."""
    rows = Task.objects.led_by(person).select_related("record").order_by("due_on", "pk")
    for one in rows[:AT_MOST]:
        what = t("Task due · %(number)s") % {"number": one.record.reference}
        yield Dated(f"task-{one.pk}", one.due_on, what, reverse("tasks.task", args=[one.pk]))


declare("tasks", due)
