"""Others beside the lead: called in, each answers for himself, and the lead for all (3.2)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.tasks.access import NOT_PARTY
from shoumi.kernel.tasks.actions.work import LONGEST_RESULT, require_state
from shoumi.kernel.tasks.models import Party, Task

LONGEST_WANTED = 200


@action("tasks.call_in", label=_("Call others in"), clauses=("3.2",))
def call_in(
    task: Task, *, people: Sequence[Person], wanted: str = "", by: Actor, at: datetime
) -> Task:
    """Each of them is asked for his part; the lead stays the only one. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    wanted = wanted.strip()
    if len(wanted) > LONGEST_WANTED:
        raise Invalid("wanted", _("At most %(most)d characters.") % {"most": LONGEST_WANTED})
    chosen = {one.pk: one for one in people}
    if not chosen:
        raise Invalid("people", _("Choose at least one person."))
    for person in chosen.values():
        _require_fit(task, person, at)
    there = set(task.parties.standing().values_list("person_id", flat=True))
    if there & chosen.keys():
        known = next(one for key, one in chosen.items() if key in there)
        raise Invalid("people", _("%(person)s is called in already.") % {"person": known})
    for person in chosen.values():
        Party(task=task, person=person, wanted=wanted, asked_at=at).save()
        if task.is_shared:
            open_to(task.record, person, Capacity.KNOWS, because="task", at=at)
    task.save()
    return task


@action("tasks.answer_part", label=_("Answer for your part"), clauses=("3.2", "4.M1"))
def answer_part(task: Task, *, reply: str, by: Actor, at: datetime) -> Task:
    """What one of them has done; put right by answering anew, until the task is signed off. Raises
    Refused, Invalid."""
    require_state(task, Task.State.OPEN, Task.State.REPORTED)
    part = task.parties.standing().filter(person=by.pk).first()
    if part is None:
        raise Refused(NOT_PARTY)
    part.reply = require_said("reply", reply, LONGEST_RESULT, _("Say what you did for it."))
    part.answered_at = at
    part.version += 1
    part.save()
    task.save()
    return task


@action("tasks.let_go", label=_("Let somebody called in go"), clauses=("3.2",))
def let_go(task: Task, *, person: Person, note: str, by: Actor, at: datetime) -> Task:
    """His part is not needed any more; who has answered stays. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN, Task.State.REPORTED)
    part = task.parties.waiting().filter(person=person).first()
    if part is None:
        raise Invalid("person", _("No answer of this person is awaited."))
    note = require_said("note", note, NOTE, _("Say why it is not needed any more."))
    part.released_on = local_day(at)
    part.version += 1
    part.save()
    task.save()
    ledger.remark(note=note)
    return task


def _require_fit(task: Task, person: Person, at: datetime) -> None:
    named = {"person": person}
    if not person.is_active(local_day(at)):
        raise Invalid("people", _("%(person)s is not here any more.") % named)
    if person.pk == task.lead_id:
        raise Invalid("people", _("%(person)s leads the task.") % named)
    if task.is_shared:
        return
    if not task.record.is_visible_to(person, at):
        raise Invalid("people", _("%(person)s may not see what the task is about.") % named)
