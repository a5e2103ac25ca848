"""What the calendar does: duties fall due once, and word is given by stages."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.periods import CalendarDay as Day
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import action
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.tasks.duties import Duty, Falling
from shoumi.kernel.tasks.models import CalendarDay, Occurrence, Reminder, Task
from shoumi.kernel.tasks.reminding import words_due


@action("tasks.fall_due", label=_("A duty falls due"), clauses=("3.2",), quiet=True)
def fall_due(*, duty: Duty, falling: Falling, by: Actor, at: datetime) -> Task:
    """Make the task of one occurrence of a duty."""
    task = Task(
        record_id=falling.record.pk,
        duty=duty.name,
        title=str(duty.label),
        lead=falling.lead,
        lead_unit=falling.lead_unit,
        due_on=falling.due_on,
        original_due_on=falling.due_on,
        needs_evidence=duty.needs_evidence,
        opened_at=at,
    )
    task.save()
    Occurrence(duty=duty.name, record_id=falling.record.pk, on=falling.on, task=task).save()
    open_to(falling.record, falling.lead, Capacity.KEEPS, because="task", at=at)
    return task


@action("tasks.settle", label=_("The record shows it done"), clauses=("3.2",), quiet=True)
def settle(task: Task, *, by: Actor, at: datetime) -> Task:
    """Close a duty's task because its record shows that what was due has been done."""
    task.state = Task.State.CLOSED
    task.closed_on = local_day(at)
    task.save()
    return task


@action("tasks.remind", label=_("Give word of tasks due"), clauses=("3.2",), quiet=True)
def remind(*, tasks: list[Task], by: Actor, at: datetime) -> list[Reminder]:
    """Write the reminders that these open tasks have reached and nobody has had yet."""
    return Reminder.objects.bulk_create(words_due(tasks, at))


@action("tasks.set_calendar", label=_("Enter holidays and make-up days"), clauses=("4.1",))
def set_calendar(*, days: list[Day], by: Actor, at: datetime) -> list[CalendarDay]:
    """Enter a year's days as the State Council announces them; a day entered anew is corrected."""
    known = {row.on: row for row in CalendarDay.objects.filter(on__in=[day.on for day in days])}
    rows = []
    for day in days:
        row = known.get(day.on) or CalendarDay(on=day.on)
        row.is_workday, row.name = day.is_workday, day.name
        row.save()
        rows.append(row)
    return rows
