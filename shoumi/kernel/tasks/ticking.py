"""One turn of the calendar, run by the worker: every duty asked, every open task looked at."""

from datetime import datetime

from django.db import transaction

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.actions import fall_due, remind, settle
from shoumi.kernel.tasks.duties import all_duties
from shoumi.kernel.tasks.models import Occurrence, Task
from shoumi.kernel.tasks.reminding import awaiting_word


def turn(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Let fall due what is due, close what the records show done, and give word; answers how many
    tasks and reminders there were.

    Each task is a transaction of its own, so that one that fails keeps no other back; running it
    twice in a day does nothing twice.
    """
    day = local_day(at)
    made = 0
    for duty in all_duties().values():
        for falling in duty.find(day):
            seen = Occurrence.objects.filter(
                duty=duty.name, record_id=falling.record.pk, on=falling.on
            )
            if not seen.exists():
                with transaction.atomic():
                    fall_due(duty=duty, falling=falling, by=by, at=at)
                made += 1
        if duty.settled is not None:
            for task in duty.settled(Task.objects.open().filter(duty=duty.name)):
                settle(task, by=by, at=at)
    tasks = awaiting_word(at)
    # Nothing to say is no act: the log holds what was done.
    told = remind(tasks=tasks, by=by, at=at) if tasks else []
    return made, len(told)
