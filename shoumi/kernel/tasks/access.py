"""Who may do what with a task. The doer never signs off."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import NOT_ORGANISER, inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing

NOT_LEAD = Reason("not_lead", _("Only the person who leads this task may do this."))
DOER = Reason("doer", _("Whoever did the work doesn't sign it off; another must look at it."))
NOT_SIGNER = Reason(
    "not_signer", _("The committee's office or the department's head signs this off.")
)
NOT_PARTY = Reason("not_party", _("Only who was called in answers for his part."))
NOT_LEADING = Reason(
    "not_leading",
    _("Only the lead, the committee's office or the department's head may do this."),
)
NOT_OVERSEER = Reason(
    "not_overseer", _("Only directors, deputies, leaders in charge, heads and the office may.")
)
OVERSEERS = (*OFFICE, Role.CHAIR, Role.DEPUTY, Role.LEADER, Role.HEAD)


@rule("tasks.fall_due", "tasks.remind", "tasks.settle", "tasks.set_calendar")
def the_house_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(*OFFICE):
        yield NOT_ORGANISER


@rule("tasks.take_list")
def who_oversees(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not standing(actor, at).has(*OVERSEERS):
        yield NOT_OVERSEER


@rule("tasks.report", "tasks.ask_extension")
def the_lead(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record.lead_id != actor.pk:
        yield NOT_LEAD


@rule("tasks.answer_part")
def a_party(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if actor.pk is None or not record.parties.standing().filter(person=actor.pk).exists():
        yield NOT_PARTY


@rule("tasks.call_in", "tasks.let_go")
def the_lead_or_a_signer(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if is_house(actor) or record.lead_id == actor.pk:
        return
    if not _signs(actor, record, at):
        yield NOT_LEADING


@rule(
    "tasks.sign_off", "tasks.send_back", "tasks.extend", "tasks.refuse_extension",
    "tasks.withdraw", "tasks.pass_on",
)  # fmt: skip
def the_signer(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if is_house(actor):
        return
    if record.lead_id == actor.pk:
        yield DOER
    if not _signs(actor, record, at):
        yield NOT_SIGNER


def _signs(actor: Actor, task: Any, at: datetime) -> bool:
    seat = standing(actor, at)
    return seat.has_over(task.record.org_unit, *OFFICE) or seat.has_over(task.lead_unit, Role.HEAD)
