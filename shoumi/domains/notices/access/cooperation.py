"""Who asks for a department, and who answers for one (5.3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.access.circulars import not_of_the_office
from shoumi.domains.notices.access.reports import NOT_WRITER
from shoumi.domains.notices.facts import acts_for, writes_for
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_ASKER = Reason(
    "not_asker", _("The department that asked does this, or the committee's office.")
)
OWN = Reason("own_reply", _("Another confirms what you replied yourself."))


def asks_for(actor: Actor, unit: OrgUnit, at: datetime) -> bool:
    return acts_for(actor, unit, at) or standing(actor, at).has_over(unit, *OFFICE)


@rule("notices.ask_cooperation")
def whoever_speaks_for_a_department(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not writes_for(actor, at):
        yield NOT_WRITER


@rule("notices.accept_request", "notices.decline_request", "notices.reply_to_request")
def the_department_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not acts_for(actor, record.org_unit, at):
        yield NOT_WRITER


@rule("notices.confirm_reply", "notices.return_reply")
def whoever_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not asks_for(actor, record.request.org_unit, at):
        yield NOT_ASKER
    if record.replied_by_id is not None and record.replied_by_id == actor.pk:
        yield OWN


@rule("notices.withdraw_request", "notices.issue_request")
def the_department_that_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not asks_for(actor, record.org_unit, at):
        yield NOT_ASKER


@permits("cooperation_request")
@permits("cooperation_answer")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the department whose it is files and issues; the office
    sends."""
    if act == "documents.read" or is_house(actor):
        return
    yield from apart(actor, at)
    if act != "delivery.send" and asks_for(actor, record.org_unit, at):
        return
    yield from not_of_the_office(actor, record, at)
