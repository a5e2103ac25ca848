"""Who signs in and votes: everybody for himself."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.membership import holds_seat
from shoumi.domains.committee.rules.voting import NO_SEAT
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule

NOT_YOURS = Reason("not_yours", _("Everybody signs in for himself."))


@rule("committee.sign_in")
def oneself(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if record.person_id != actor.pk:
        yield NOT_YOURS


@rule("committee.cast")
def a_member_in_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """No deputy votes for an absent member: `rules.voting` says the rest."""
    yield from apart(actor, at)
    if not holds_seat(actor, record.item.meeting.entity, at):
        yield NO_SEAT
