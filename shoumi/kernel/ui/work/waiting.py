"""The kernel's own piles: approvals, tasks, what to sign off, drafts, word of delays; the bell."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel import actions
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.approvals.models import Seat
from shoumi.kernel.delivery.inbox import inbox
from shoumi.kernel.records import kinds
from shoumi.kernel.records.models import Record
from shoumi.kernel.tasks.models import Reminder, Task
from shoumi.kernel.ui.work.piles import Item, Pile, declare

AT_MOST = 50
WORD_LASTS = timedelta(days=14)


def to_decide(person: Any, at: datetime) -> Sequence[Item]:
    """Seats that this person may fill, for himself or as a deputy. One query."""
    seats = (
        Seat.objects.waiting_for(person, local_day(at))
        .select_related("step__approval__record", "step__approval__asked_by", "person")
        .order_by("step__due_on", "step__approval__opened_at")[:AT_MOST]
    )
    return [_seat(seat, person) for seat in seats]


def _seat(seat: Seat, person: Any) -> Item:
    approval = seat.step.approval
    record = approval.record
    asked = approval.asked_by or _("Shoumi itself")
    note = _("%(step)s · asked by %(who)s on %(on)s") % {
        "step": seat.step.label,
        "who": asked,
        "on": local_day(approval.opened_at).isoformat(),
    }
    if seat.person_id != person.pk:
        note = _("%(note)s · for %(whom)s") % {"note": note, "whom": seat.person}
    label = actions.find(approval.action).label
    return Item(
        record.title, _address(record), note, seat.step.due_on, icon="rubber-stamp", button=label
    )


def to_do(person: Any, at: datetime) -> Sequence[Item]:
    """Tasks that this person leads. One query."""
    tasks = Task.objects.led_by(person).select_related("record").order_by("due_on", "pk")
    return _tasks(tasks[:AT_MOST], at)


def to_sign_off(person: Any, at: datetime) -> Sequence[Item]:
    """Reported tasks that this person may sign off. One query."""
    tasks = Task.objects.to_sign_off(standing(person, at)).select_related("record", "lead")
    return _tasks(tasks.order_by("due_on", "pk")[:AT_MOST], at, who=True)


def _tasks(tasks: Iterable[Task], at: datetime, *, who: bool = False) -> list[Item]:
    """Tasks speak of records by number only: not everybody who signs off may read the title."""
    day = local_day(at)
    return [
        Item(
            task.label,
            reverse("tasks.task", args=[task.pk]),
            f"{task.record.reference} · {task.lead}" if who else task.record.reference,
            task.due_on,
            task.colour(day),
            "clipboard-check",
        )
        for task in tasks
    ]


def drafts(person: Any, at: datetime) -> Sequence[Item]:
    """What this person began and nobody has taken up yet. One query."""
    first = [Q(kind=kind.name, state=kind.flow.start) for kind in kinds.all_kinds().values()]
    if not first:
        return []
    records = (
        Record.objects.visible_to(person, at)
        .filter(reduce(or_, first), created_by=person)
        .order_by("-pk")[:AT_MOST]
    )
    return [
        Item(one.title, _address(one), kinds.find(one.kind).label, icon="pencil") for one in records
    ]


def delays(person: Any, at: datetime) -> Sequence[Item]:
    """Word that others' tasks are overdue. One query."""
    told = (
        Reminder.objects.filter(
            person=person,
            stage__in=[Reminder.Stage.HEAD, Reminder.Stage.OFFICE, Reminder.Stage.CHAIR],
            on__gte=local_day(at) - WORD_LASTS,
            task__state=Task.State.OPEN,
        )
        .select_related("task__record", "task__lead")
        .order_by("-on", "-pk")[:AT_MOST]
    )
    tasks = {reminder.task_id: reminder.task for reminder in told}
    return _tasks(tasks.values(), at, who=True)


def count(person: Any, at: datetime) -> int:
    """What the bell says: approvals, tasks, sign-offs, receipts. Two queries, and the standing."""
    mine = Task.objects.led_by(person).order_by()
    signed = Task.objects.to_sign_off(standing(person, at)).order_by()
    return int((mine | signed).count() + _seats_and_receipts(person, at))


def _seats_and_receipts(person: Any, at: datetime) -> int:
    """Counted in one query, as the bell stands on every page."""
    seats = Seat.objects.waiting_for(person, local_day(at)).order_by().values("pk")
    receipts = inbox(person, at).order_by().select_related(None).values("pk")
    return int(seats.union(receipts, all=True).count())


def _address(record: Record) -> str:
    return reverse("records.record", args=[record.pk])


declare(Pile("decide", _("To decide"), to_decide, 10, "rubber-stamp"))
declare(Pile("do", _("To do"), to_do, 20, "clipboard-check"))
declare(Pile("sign_off", _("To sign off"), to_sign_off, 30, "checks"))
declare(Pile("drafts", _("Begun by me"), drafts, 70, "pencil", quiet=True))
declare(Pile("delays", _("Overdue elsewhere"), delays, 80, "alarm", quiet=True))
