"""Which words of reminding tasks have reached and nobody has had yet."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.accounts.models import OrgUnit, Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.tasks.models import Party, Reminder, Task
from shoumi.kernel.tasks.rules import stages_reached

# A task is looked at from this many days before it is due.
AHEAD = timedelta(days=14)
UPWARDS: dict[str, tuple[str, ...]] = {
    "head": (Role.HEAD,),
    "office": (*OFFICE, Role.LEADER),
    "chair": (Role.CHAIR,),
}


class Told:
    """Whom a stage tells on a day; asked once for each unit. Before the day who leads is told, and
    whoever was called in and has not answered; above them is told of the lead's delay alone."""

    def __init__(self, day: date, tasks: Sequence[Task] = ()) -> None:
        self.day = day
        self._called_in: dict[int, list[Person]] = {}
        for part in Party.objects.waiting().filter(task__in=tasks).select_related("person"):
            self._called_in.setdefault(part.task_id, []).append(part.person)
        self._above: dict[tuple[str, int], dict[int, Person]] = {}

    def of(self, task: Task, stage: str) -> Collection[Person]:
        if stage in UPWARDS:
            return self.above(task.lead_unit, stage)
        return [task.lead, *self._called_in.get(task.pk, ())]

    def above(self, unit: OrgUnit, stage: str) -> Collection[Person]:
        key = (stage, unit.pk)
        if key not in self._above:
            held = [holders(unit, role, on=self.day) for role in UPWARDS[stage]]
            # Where no leader is in charge of a unit, the committee's deputies are told.
            if stage == "office" and not held[-1]:
                held.append(holders(unit, Role.DEPUTY, on=self.day))
            self._above[key] = {person.pk: person for found in held for person in found}
        return self._above[key].values()


def words_due(tasks: Sequence[Task], at: datetime) -> list[Reminder]:
    """The reminders to give now, not saved yet."""
    day, calendar = local_day(at), work_calendar()
    told, stages = Told(day, tasks), {}
    for due_on in {task.due_on for task in tasks}:
        stages[due_on] = stages_reached(due_on, day, calendar)
    given = set(
        Reminder.objects.filter(task__in=tasks).values_list("task_id", "stage", "person_id")
    )
    return [
        Reminder(task=task, stage=stage, person=person, on=day)
        for task in tasks
        for stage in stages[task.due_on]
        for person in told.of(task, stage)
        if (task.pk, stage, person.pk) not in given
    ]


def awaiting_word(at: datetime) -> list[Task]:
    """The open tasks of which somebody is to be told now. The worker asks every minute, of all
    open tasks: those are found in one query, after a few for each unit that is late."""
    day = local_day(at)
    near = Task.objects.filter(state=Task.State.OPEN, due_on__lte=day + AHEAD)
    told = Told(day)
    unsaid: list[Q] = []
    for stage, last in last_days(day, work_calendar()).items():
        reached = Q(due_on__lte=last)
        if stage not in UPWARDS:
            unsaid.append(reached & ~_given(stage, OuterRef("lead")))
            unsaid.append(reached & _untold_party(stage))
            continue
        units: dict[int, list[int]] = {}
        for unit in OrgUnit.objects.filter(pk__in=near.filter(reached).values("lead_unit")):
            for person in told.above(unit, stage):
                units.setdefault(person.pk, []).append(unit.pk)
        unsaid += [
            reached & Q(lead_unit__in=some) & ~_given(stage, person)
            for person, some in units.items()
        ]
    if not unsaid:
        return []
    return list(near.filter(reduce(or_, unsaid)).select_related("lead", "lead_unit"))


def _given(stage: str, person: OuterRef | int) -> Q:
    return Q(Exists(Reminder.objects.filter(task=OuterRef("pk"), stage=stage, person=person)))


def _untold_party(stage: str) -> Q:
    had = Reminder.objects.filter(
        task=OuterRef("task"), stage=stage, person=OuterRef("person")
    ).order_by()
    waiting = Party.objects.waiting().filter(~Exists(had), task=OuterRef("pk"))
    return Q(Exists(waiting.order_by()))


def last_days(day: date, calendar: WorkCalendar) -> dict[str, date]:
    """By stage the last due day that has reached it: whatever was due before has reached it too."""
    last: dict[str, date] = {}
    for back in range(366):
        due_on = day + AHEAD - timedelta(days=back)
        for stage in stages_reached(due_on, day, calendar):
            last.setdefault(stage, due_on)
        if len(last) == len(Reminder.Stage):
            break
    return last
