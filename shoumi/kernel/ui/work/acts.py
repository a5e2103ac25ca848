"""How a screen asks for what can be done with a task, and when each is offered."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.tasks.actions import (
    ask_extension,
    extend,
    pass_on,
    report,
    send_back,
    sign_off,
    withdraw,
)
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm, NoteForm
from shoumi.kernel.ui.work.forms import ExtendForm, ExtensionForm, LeadForm, ReportForm


def state_is(*states: str) -> Callable[[Task], bool]:
    return lambda task: task.state in states


def can_be_reported(task: Task) -> bool:
    return task.state == Task.State.OPEN and not task.closes_by_record


OPEN, REPORTED = Task.State.OPEN, Task.State.REPORTED
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
acts.form("tasks.pass_on", LeadForm, pass_on, icon="arrow-right", fits=state_is(OPEN))
acts.form(
    "tasks.withdraw", NoteForm, withdraw, icon="ban", danger=True, brief=True,
    fits=state_is(OPEN, REPORTED),
)  # fmt: skip
NAMES = (
    "tasks.report",
    "tasks.sign_off",
    "tasks.send_back",
    "tasks.ask_extension",
    "tasks.extend",
    "tasks.pass_on",
    "tasks.withdraw",
)
