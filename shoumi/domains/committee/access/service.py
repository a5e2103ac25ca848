"""Who takes the members' records of service out as a file: office and director (4.M1)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing

NOT_OFFICE_NOR_DIRECTOR = Reason(
    "not_office_nor_director", _("Only the committee's office and its director may do this.")
)


@rule("committee.take_service")
def office_or_director(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CHAIR, *OFFICE):
        yield NOT_OFFICE_NOR_DIRECTOR
