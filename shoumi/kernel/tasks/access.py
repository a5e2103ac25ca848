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


@rule("tasks.fall_due", "tasks.remind", "tasks.settle", "tasks.set_calendar")
def the_house_or_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if not is_house(actor) and not standing(actor, at).has(*OFFICE):
        yield NOT_ORGANISER


@rule("tasks.report", "tasks.ask_extension")
def the_lead(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record.lead_id != actor.pk:
        yield NOT_LEAD


@rule("tasks.sign_off", "tasks.send_back", "tasks.extend", "tasks.withdraw", "tasks.pass_on")
def the_signer(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if is_house(actor):
        return
    if record.lead_id == actor.pk:
        yield DOER
    seat = standing(actor, at)
    if not seat.has_over(record.record.org_unit, *OFFICE) and not seat.has_over(
        record.lead_unit, Role.HEAD
    ):
        yield NOT_SIGNER
