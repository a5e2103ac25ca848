"""Who begins and closes a campaign, who answers for a department, and who confirms."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_CUSTODIAN, NOT_OFFICE, apart
from shoumi.domains.register.campaigns.facts import speaks_for
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits

NOT_HEAD = Reason("not_head", _("The head of the department or the leader in charge does this."))
OWN = Reason("own_answer", _("Another confirms what you wrote yourself."))


@rule("register.begin_campaign")
def any_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule(
    "register.revise_campaign",
    "register.submit_campaign",
    "register.withdraw_campaign",
    "register.close_campaign",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


@rule("register.decide_campaign")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from objections(record, actor, local_day(at))


rule("register.follow_campaign_resolution")(by_resolution_only)


@rule("register.answer_campaign", "register.answer_nothing")
def the_department(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not speaks_for(standing(actor, at), record, local_day(at)):
        yield NOT_CUSTODIAN


@rule("register.confirm_answer", "register.return_answer")
def the_head(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever wrote it may take it back to write it anew, but never confirms it."""
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, Role.HEAD, Role.LEADER, Role.CHAIR):
        yield NOT_HEAD
    if record.written_by_id == actor.pk:
        yield OWN


@permits("campaign")
@permits("campaign_answer")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the department files evidence, the office the rest."""
    if act == "documents.read" or is_house(actor):
        return
    yield from apart(actor, at)
    seat = standing(actor, at)
    if act == "documents.add_evidence" and speaks_for(seat, record, local_day(at)):
        return
    if not seat.has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE
