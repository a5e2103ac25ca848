"""Each member confirms the check of the own department himself (4.M3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.meeting import NOT_OFFICE
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_HOUSE = Reason("not_house", _("The house does this by itself."))
NOT_YOURS = Reason("not_yours", _("Each member confirms the check of the own department."))


@rule("committee.open_check", "committee.lapse_check")
def only_the_calendar(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    if not is_house(actor):
        yield NOT_HOUSE


@rule("committee.confirm_check")
def the_member(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.owner_id != actor.pk:
        yield NOT_YOURS


@permits("department_check")
def papers_of_a_check(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees it reads its papers; the member files evidence, and the office."""
    if act == "documents.read" or is_house(actor):
        return
    yield from apart(actor, at)
    if act == "documents.add_evidence" and record.owner_id == actor.pk:
        return
    if not standing(actor, at).has_over(record.entity, *OFFICE):
        yield NOT_OFFICE
