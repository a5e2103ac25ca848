"""Who writes plans, who is heard, who decides, and who reads them. The office does most of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.approvals.access import by_resolution_only
from shoumi.kernel.approvals.asking import objections
from shoumi.kernel.documents.access import permits
from shoumi.kernel.records.models import Record

NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_ASKED = Reason(
    "not_asked",
    _("The heads and confidentiality administrators of the departments are asked about a plan. "
      "Tell yours what you think."),
)  # fmt: skip
ADMINISTRATOR = Reason(
    "administrator", _("An administrator of the system takes no part in making plans.")
)
DEPARTMENT = (Role.HEAD, Role.CUSTODIAN, Role.LEADER)


def keeps(actor: Actor, record: Any, at: datetime) -> bool:
    """Of the office that the plan's entity has."""
    return standing(actor, at).has_over(record.entity, *OFFICE)


def _apart(actor: Actor, at: datetime) -> Iterator[Reason]:
    """Active, and no administrator of the system."""
    yield from inactive(actor, at)
    if standing(actor, at).has(*ADMINISTRATORS):
        yield ADMINISTRATOR


def _record(subject: Any) -> Any:
    """The record itself, or that of a remark."""
    return subject if isinstance(subject, Record) else subject.record


@rule("programme.begin_plan")
def any_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule(
    "programme.describe_plan",
    "programme.write_item",
    "programme.strike_item",
    "programme.consult_plan",
    "programme.answer_remark",
    "programme.close_consultation",
    "programme.submit_plan",
    "programme.issue_plan",
    "programme.amend_plan",
    "programme.begin_next",
    "programme.withdraw_plan",
    "programme.name_lead",
    "programme.write_summary",
    "programme.submit_summary",
    "programme.issue_summary",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    if not keeps(actor, _record(record), at):
        yield NOT_OFFICE


@rule("programme.remark")
def whoever_is_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    seat = standing(actor, at)
    path = record.entity.path
    of_it = any(held.role in DEPARTMENT and held.path.startswith(path) for held in seat.held)
    if not of_it or not type(record).objects.visible_to(actor, at).filter(pk=record.pk).exists():
        yield NOT_ASKED


@rule("programme.decide_plan")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from _apart(actor, at)
    yield from objections(record, actor, local_day(at))


rule("programme.follow_resolution")(by_resolution_only)


@permits("plan")
@permits("planned_work")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees a plan reads its papers; the office issues and sends them; whoever leads an item
    files the evidence of it."""
    if act == "documents.read":
        return
    yield from _apart(actor, at)
    if act == "documents.add_evidence" and record.owner_id == actor.pk:
        return
    if not standing(actor, at).has_over(record.entity, *OFFICE):
        yield NOT_OFFICE
