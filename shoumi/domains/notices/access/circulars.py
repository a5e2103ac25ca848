"""The office writes and issues circulars; its head or the director approves (3.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.facts import goes_to_the_group
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_APPROVER = Reason(
    "not_approver", _("The head of the committee's office or the director approves this.")
)
NOT_DIRECTOR = Reason(
    "not_director", _("This goes to more than one company: the director approves it.")
)
OWN = Reason("own_draft", _("Nobody approves what he wrote himself. Ask the director."))
NOT_HOUSE = Reason("not_house", _("The house does this by itself."))


def not_of_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE


@rule("notices.draft_circular", "notices.draft_bulletin")
def whoever_is_of_an_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule(
    "notices.revise_circular",
    "notices.submit_circular",
    "notices.issue_circular",
    "notices.send_to_successors",
    "notices.issue_signature_sheet",
    "notices.enter_signatures",
    "notices.withdraw_circular",
    "notices.revise_bulletin",
    "notices.issue_bulletin",
    "notices.issue_report",
)
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    yield from not_of_the_office(actor, record, at)


@rule("notices.approve_circular", "notices.return_circular")
def the_approver(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not seat.has_over(record.org_unit, Role.CHAIR):
        if not seat.has_over(record.org_unit, Role.OFFICE_HEAD):
            yield NOT_APPROVER
        elif goes_to_the_group(record):
            yield NOT_DIRECTOR
    if record.created_by_id == actor.pk:
        yield OWN


@permits("circular")
@permits("bulletin")
def papers(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the office issues, sends and files."""
    if act == "documents.read" or is_house(actor):
        return
    yield from apart(actor, at)
    yield from not_of_the_office(actor, record, at)
