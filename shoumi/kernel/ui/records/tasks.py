"""The section of tasks that a record has given rise to."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.records.sections import Section, Shown, declare

AT_MOST = 20


def shown(record: Any, person: Any, at: datetime) -> Shown | None:
    """The tasks, those to do first; one query."""
    tasks = list(
        Task.objects.filter(record_id=record.pk)
        .select_related("lead")
        .order_by("closed_on", "due_on", "pk")[:AT_MOST]
    )
    if not tasks:
        return None
    tasks.sort(key=lambda task: task.closed_on is not None)
    day = local_day(at)
    return {"tasks": [{"task": task, "colour": colour(task, day)} for task in tasks]}


def colour(task: Task, day: Any) -> str:
    """The slip's colour while it is to do; a closed task has none."""
    return task.colour(day) if task.state in {Task.State.OPEN, Task.State.REPORTED} else ""


declare(
    Section(
        name="tasks",
        label=_("Tasks"),
        template="ui/records/_tasks.html",
        shown=shown,
        order=30,
    )
)
