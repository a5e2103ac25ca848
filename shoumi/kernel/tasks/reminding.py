"""Which words of reminding tasks have reached and nobody has had yet."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import Reminder, Task
from shoumi.kernel.tasks.rules import stages_reached


def words_due(tasks: Sequence[Task], at: datetime) -> list[Reminder]:
    """The reminders to give now, not saved yet."""
    day, calendar = local_day(at), work_calendar()
    given = set(
        Reminder.objects.filter(task__in=tasks).values_list("task_id", "stage", "person_id")
    )
    return [
        Reminder(task=task, stage=stage, person=person, on=day)
        for task in tasks
        for stage in stages_reached(task.due_on, day, calendar)
        for person in _told(task, stage, day)
        if (task.pk, stage, person.pk) not in given
    ]


def _told(task: Task, stage: str, day: date) -> Iterable[Person]:
    if stage in {"week", "days", "today"}:
        return [task.lead]
    roles = {
        "head": (Role.HEAD,),
        "office": (*OFFICE, Role.LEADER),
        "chair": (Role.CHAIR,),
    }[stage]
    return {
        person.pk: person for role in roles for person in holders(task.lead_unit, role, on=day)
    }.values()
