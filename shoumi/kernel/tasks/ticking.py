"""One turn of the calendar, run by the worker: every duty asked, every open task looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.tasks.actions import fall_due, remind, settle
from shoumi.kernel.tasks.duties import Duty, Falling, all_duties
from shoumi.kernel.tasks.models import Occurrence, Task
from shoumi.kernel.tasks.reminding import awaiting_word


def turn(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Let fall due what is due, close what the records show done, and give word; answers how many
    tasks and reminders there were.

    Each task is a transaction of its own, and one that fails keeps no other back: the first fault
    is raised when all else is done. Running it twice in a day does nothing twice.
    """
    day = local_day(at)
    made = 0
    faults: list[Exception] = []
    for duty in all_duties().values():
        for falling in duty.find(day):
            if not _has_fallen(duty, falling):
                with _put_off(faults):
                    fall_due(duty=duty, falling=falling, by=by, at=at)
                    made += 1
        if duty.settled is not None:
            for task in duty.settled(Task.objects.open().filter(duty=duty.name)):
                with _put_off(faults):
                    settle(task, by=by, at=at)
    tasks = awaiting_word(at)
    # Nothing to say is no act: the log holds what was done.
    told = remind(tasks=tasks, by=by, at=at) if tasks else []
    if faults:
        raise faults[0]
    return made, len(told)


def _has_fallen(duty: Duty, falling: Falling) -> bool:
    known = Occurrence.objects.filter(duty=duty.name, record_id=falling.record.pk, on=falling.on)
    return known.exists()


@contextmanager
def _put_off(faults: list[Exception]) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, Refused, Stale, Invalid) as fault:
        faults.append(fault)
