"""The kernel's own piles: approvals, tasks, what to sign off, drafts, word of delays; the bell."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
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
    if record.number:
        note = f"{record.number} · {note}"
    if seat.person_id != person.pk:
        note = _("%(note)s · for %(whom)s") % {"note": note, "whom": seat.person}
    label = actions.find(approval.action).label
    return Item(
        record.title, _address(record), note, seat.step.due_on, icon="rubber-stamp", button=label
    )


def to_do(person: Any, at: datetime) -> Sequence[Item]:
    """Tasks that this person leads. One query."""
    tasks = Task.objects.led_by(person).select_related("record").order_by("due_on", "pk")
    return _tasks(_told(tasks, person, at)[:AT_MOST], at)


def parts(person: Any, at: datetime) -> Sequence[Item]:
    """Tasks of others to which this person was called in and has not answered. One query."""
    tasks = Task.objects.asked_of(person).select_related("record", "lead")
    return _tasks(_told(tasks, person, at).order_by("due_on", "pk")[:AT_MOST], at, who=True)


def to_sign_off(person: Any, at: datetime) -> Sequence[Item]:
    """Reported tasks that this person may sign off. One query."""
    tasks = Task.objects.to_sign_off(standing(person, at)).select_related("record", "lead")
    told = _told(tasks, person, at).order_by("due_on", "pk")
    return _tasks(told[:AT_MOST], at, who=True)


def _told(tasks: QuerySet[Task], person: Any, at: datetime) -> QuerySet[Task]:
    """Each task with whether this person may read its record's title (`titled`)."""
    seen = Record.objects.visible_to(person, at).filter(pk=OuterRef("record_id"))
    return tasks.annotate(titled=Exists(seen.order_by()))


def _tasks(tasks: Iterable[Any], at: datetime, *, who: bool = False) -> list[Item]:
    """Tasks with the title of their record where it may be read, else with its number alone: not
    everybody who signs off may read the title."""
    day = local_day(at)
    return [
        Item(
            task.label,
            reverse("tasks.task", args=[task.pk]),
            " · ".join(_about(task, who)),
            task.due_on,
            task.colour(day),
            "clipboard-check",
        )
        for task in tasks
    ]


def number_or_kind(record: Record) -> str:
    """What a record is called towards those who may not read its title."""
    return record.number or str(kinds.find(record.kind).label)


def _about(task: Any, who: bool) -> Iterator[str]:
    if task.titled:
        yield task.record.title
    if task.record.number or not task.titled:
        yield number_or_kind(task.record)
    if who:
        yield str(task.lead)


def drafts(person: Any, at: datetime) -> Sequence[Item]:
    """What this person began and nobody has taken up yet. One query."""
    first = [
        Q(kind=kind.name, state=kind.flow.start)
        for kind in kinds.all_kinds().values()
        if kind.drafted
    ]
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
    """Word that others' tasks are overdue, the longest first. One query."""
    told = (
        Reminder.objects.filter(
            person=person,
            stage__in=[Reminder.Stage.HEAD, Reminder.Stage.OFFICE, Reminder.Stage.CHAIR],
            on__gte=local_day(at) - WORD_LASTS,
            task__state=Task.State.OPEN,
        )
        .exclude(task__lead=person)
        .order_by()
        .values("task_id")
    )
    tasks = Task.objects.filter(pk__in=told).select_related("record", "lead")
    late = _told(tasks, person, at).order_by("due_on", "pk")
    return _tasks(late[:AT_MOST], at, who=True)


def count(person: Any, at: datetime) -> int:
    """What the bell says: approvals, tasks, parts, sign-offs, receipts. Two queries, and the
    standing."""
    mine = Task.objects.led_by(person).order_by()
    signed = Task.objects.to_sign_off(standing(person, at)).order_by()
    parts = Task.objects.asked_of(person).order_by()
    return int((mine | signed | parts).count() + _seats_and_receipts(person, at))


def _seats_and_receipts(person: Any, at: datetime) -> int:
    """Counted in one query, as the bell stands on every page."""
    seats = Seat.objects.waiting_for(person, local_day(at)).order_by().values("pk")
    receipts = inbox(person, at).order_by().select_related(None).values("pk")
    return int(seats.union(receipts, all=True).count())


def _address(record: Record) -> str:
    return reverse("records.record", args=[record.pk])


declare(Pile("decide", _("To decide"), to_decide, 10, "rubber-stamp"))
declare(Pile("do", _("To do"), to_do, 20, "clipboard-check"))
declare(Pile("parts", _("Your part"), parts, 25, "users"))
declare(Pile("sign_off", _("To sign off"), to_sign_off, 30, "checks"))
declare(Pile("drafts", _("Begun by me"), drafts, 70, "pencil", quiet=True))
declare(Pile("delays", _("Overdue elsewhere"), delays, 80, "alarm", quiet=True))
