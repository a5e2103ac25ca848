"""Who names delegates, who opens at night, and who looks at it the next day."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import NOT_OFFICE, apart
from shoumi.domains.vault.access.keeping import OWNS_IT
from shoumi.domains.vault.facts import delegation_of
from shoumi.domains.vault.models import Delegation, Emergency
from shoumi.domains.vault.rules.emergencies import NOT_DELEGATE, against_reviewer
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing

NOT_HEAD = Reason(
    "not_head", _("The head of the department or the leader in charge does this. Ask them.")
)


@rule("vault.name_delegate")
def the_head_or_leader(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of the unit."""
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not seat.has_at(record, Role.HEAD) and not seat.has_over(record, Role.LEADER):
        yield NOT_HEAD


@rule("vault.end_delegation")
def the_head_the_leader_or_the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    seat = standing(actor, at)
    if not seat.has_at(record.unit, Role.HEAD) and not seat.has_over(
        record.unit, Role.LEADER, *OFFICE
    ):
        yield NOT_HEAD


@rule("vault.open_emergency")
def the_delegate(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of the secret's unit; without a secret, of any unit, for whom the form is."""
    yield from apart(actor, at)
    if record is None:
        if not Delegation.objects.at(local_day(at)).filter(person_id=actor.pk).exists():
            yield NOT_DELEGATE
    elif delegation_of(actor, record, at) is None:
        yield NOT_DELEGATE
    elif record.owner_id == actor.pk:
        yield OWNS_IT


@rule("vault.review_emergency")
def an_uninvolved_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """The office, but whoever used it and whoever named the delegate."""
    yield from apart(actor, at)
    if not standing(actor, at).has_over(record.org_unit, *OFFICE):
        yield NOT_OFFICE
    row = Emergency.objects.filter(grant_id=record.pk).select_related("delegation").first()
    if row is not None:
        yield from against_reviewer(actor.pk, record.grantee_id, row.delegation.named_by_id)
