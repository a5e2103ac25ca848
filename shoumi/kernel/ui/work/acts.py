"""How a screen asks for what can be done with a task, and when each is offered."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.tasks.actions import (
    answer_part,
    ask_extension,
    call_in,
    extend,
    let_go,
    pass_on,
    refuse_extension,
    report,
    send_back,
    sign_off,
    withdraw,
)
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm, NoteForm
from shoumi.kernel.ui.work.forms import (
    CallInForm,
    ExtendForm,
    ExtensionForm,
    LeadForm,
    LetGoForm,
    PartForm,
    ReportForm,
)


def state_is(*states: str) -> Callable[[Task], bool]:
    return lambda task: task.state in states


def can_be_reported(task: Task) -> bool:
    return task.state == Task.State.OPEN and not task.closes_by_record


def wants_more_time(task: Task) -> bool:
    return task.state == Task.State.OPEN and task.extension_asked_to is not None


def can_be_passed_on(task: Task) -> bool:
    return task.state == Task.State.OPEN and not task.is_held


def can_be_withdrawn(task: Task) -> bool:
    return task.state in {OPEN, REPORTED} and not task.is_held


def awaits_parts(task: Task) -> bool:
    return task.state in {OPEN, REPORTED} and task.parties.waiting().exists()


OPEN, REPORTED = Task.State.OPEN, Task.State.REPORTED
acts.form(
    "tasks.answer_part", PartForm, answer_part, icon="message", fits=state_is(OPEN, REPORTED),
    lead=_("You answer for your own part; you can put it right until the task is signed off."),
)  # fmt: skip
acts.form(
    "tasks.call_in", CallInForm, call_in, icon="users", fits=state_is(OPEN), is_next=acts.never,
    lead=_("Each answers for his own part; one person still leads and reports."),
)  # fmt: skip
acts.form("tasks.let_go", LetGoForm, let_go, icon="minus", fits=awaits_parts, is_next=acts.never)
acts.form(
    "tasks.refuse_extension", NoteForm, refuse_extension, icon="x", brief=True,
    fits=wants_more_time, is_next=acts.never, lead=_("The due day stays as it is."),
)  # fmt: skip
acts.form(
    "tasks.report", ReportForm, report, icon="check", brief=True, fits=can_be_reported,
    lead=_("Another person looks at it and signs it off."),
)  # fmt: skip
acts.form("tasks.sign_off", ActForm, sign_off, icon="checks", brief=True, fits=state_is(REPORTED))
acts.form(
    "tasks.send_back", NoteForm, send_back, icon="arrow-back-up", brief=True,
    fits=state_is(REPORTED), lead=_("The due day stays as it is."),
)  # fmt: skip
acts.form(
    "tasks.ask_extension", ExtensionForm, ask_extension, icon="clock", brief=True,
    fits=state_is(OPEN),
)  # fmt: skip
acts.form("tasks.extend", ExtendForm, extend, icon="clock", brief=True, fits=state_is(OPEN))
acts.form("tasks.pass_on", LeadForm, pass_on, icon="arrow-right", fits=can_be_passed_on)
acts.form(
    "tasks.withdraw", NoteForm, withdraw, icon="ban", danger=True, brief=True,
    fits=can_be_withdrawn,
)  # fmt: skip
NAMES = (
    "tasks.answer_part",
    "tasks.report",
    "tasks.sign_off",
    "tasks.send_back",
    "tasks.ask_extension",
    "tasks.extend",
    "tasks.refuse_extension",
    "tasks.call_in",
    "tasks.let_go",
    "tasks.pass_on",
    "tasks.withdraw",
)
