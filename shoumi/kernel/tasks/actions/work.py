"""A task from report to sign-off."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.activity import ledger
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.tasks.models import Task

LONGEST_RESULT = 1000
BY_RECORD = Reason(
    "by_record", _("This closes by itself once its record shows that it was done. Do it there.")
)
HELD = Reason(
    "held", _("This is taken back only where it was decided on. Amend what it comes from.")
)
HELD_LEAD = Reason(
    "held_lead", _("Another lead is named where this was decided on. Name the lead there.")
)
NOT_ASKED = Reason("not_asked", _("Nobody asks for more time."))


def require_state(task: Task, *states: str) -> None:
    if task.state not in states:
        text = _("This can't be done now: the state is “%(state)s”.")
        raise Refused(Reason("state", text % {"state": task.get_state_display()}))


@action("tasks.report", label=_("Report it done"), clauses=("4.M1",))
def report(task: Task, *, result: str, by: Actor, at: datetime) -> Task:
    """Say what was done; another signs it off. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    if task.closes_by_record:
        raise Refused(BY_RECORD)
    result = require_said("result", result, LONGEST_RESULT, _("Say what was done."))
    if task.needs_evidence and not Evidence.objects.filter(record_id=task.record_id).exists():
        raise Invalid("", _("Add the evidence asked for to the record first."))
    task.result = result
    task.reported_at = at
    task.state = Task.State.REPORTED
    task.save()
    return task


@action("tasks.sign_off", label=_("Sign off"), clauses=("3.2",))
def sign_off(task: Task, *, by: Actor, at: datetime) -> Task:
    """Close a reported task. Raises Refused."""
    require_state(task, Task.State.REPORTED)
    task.state = Task.State.CLOSED
    task.closed_on = local_day(at)
    task.closed_by = by if isinstance(by, Person) else None
    task.save()
    return task


@action("tasks.send_back", label=_("Send back"), clauses=("3.2",))
def send_back(task: Task, *, note: str, by: Actor, at: datetime) -> Task:
    """The report does not suffice; the due day stays. Raises Refused, Invalid."""
    require_state(task, Task.State.REPORTED)
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    task.state = Task.State.OPEN
    task.save()
    ledger.remark(note=note)
    return task


@action("tasks.ask_extension", label=_("Ask for more time"), clauses=("3.2",))
def ask_extension(task: Task, *, to: date, note: str, by: Actor, at: datetime) -> Task:
    """Only before the due day; afterwards the original day counts. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    if local_day(at) > task.due_on:
        raise Refused(Reason("late", _("More time is asked for before the due day, not after it.")))
    if to <= task.due_on:
        raise Invalid("to", _("The new day must lie after the present one."))
    note = require_said("note", note, NOTE, _("Say why more time is needed."))
    task.extension_asked_to = to
    task.extension_refused = ""
    task.save()
    ledger.remark(note=note)
    return task


@action("tasks.extend", label=_("Give more time"), clauses=("3.2",))
def extend(task: Task, *, to: date, by: Actor, at: datetime) -> Task:
    """Move the due day; the original one stays on the task. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    if to <= task.due_on:
        raise Invalid("to", _("The new day must lie after the present one."))
    _move_day_of_record(task, to)
    task.due_on = to
    task.extension_asked_to = None
    task.save()
    return task


def _move_day_of_record(task: Task, to: date) -> None:
    """What is carried out by one task is due when the task is."""
    if task.is_shared and task.record.due_on == task.due_on:
        record = Record.objects.select_for_update().get(pk=task.record_id)
        record.due_on = to
        record.version += 1
        record.save()


@action("tasks.refuse_extension", label=_("Refuse more time"), clauses=("3.2",))
def refuse_extension(task: Task, *, note: str, by: Actor, at: datetime) -> Task:
    """The due day stays, and the lead is told why. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    if task.extension_asked_to is None:
        raise Refused(NOT_ASKED)
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows what to do."))
    task.extension_asked_to = None
    task.extension_refused = note
    task.save()
    return task


@action("tasks.withdraw", label=_("Withdraw the task"), clauses=("3.2",))
def withdraw(task: Task, *, note: str, by: Actor, at: datetime) -> Task:
    """The task is not needed any more. Raises Refused, Invalid."""
    require_state(task, Task.State.OPEN, Task.State.REPORTED)
    if task.is_held and not is_house(by):
        raise Refused(HELD)
    note = require_said("note", note, NOTE, _("Say why it is not needed any more."))
    task.state = Task.State.WITHDRAWN
    task.closed_on = local_day(at)
    task.closed_by = by if isinstance(by, Person) else None
    task.save()
    ledger.remark(note=note)
    return task


@action("tasks.pass_on", label=_("Give to another lead"), clauses=("3.2",))
def pass_on(
    task: Task, *, lead: Person, unit: OrgUnit | None = None, by: Actor, at: datetime
) -> Task:
    """Exactly one leads, for a unit, the lead's own where none is named; the due day stays. Raises
    Refused, Invalid."""
    require_state(task, Task.State.OPEN)
    if task.is_held and not is_house(by):
        raise Refused(HELD_LEAD)
    if not lead.is_active(local_day(at)):
        raise Invalid("lead", _("This person is not here any more."))
    task.lead = lead
    task.lead_unit = unit or lead.org_unit
    task.save()
    for part in task.parties.waiting().filter(person=lead):
        part.released_on = local_day(at)
        part.version += 1
        part.save()
    open_to(task.record, lead, Capacity.KEEPS, because="task", at=at)
    return task
