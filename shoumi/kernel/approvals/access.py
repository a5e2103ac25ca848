"""Who may pass a seat on or ask a further signer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.access import inactive
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.asking import NOT_ASKED, objections

NOT_BY_HAND = Reason(
    "not_by_hand", _("This follows by itself when the committee adopts its resolution.")
)


@rule("approvals.transfer", "approvals.add_signer")
def those_asked(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from inactive(actor, at)
    if record is None:
        yield NOT_ASKED
        return
    yield from objections(record.record, actor, local_day(at))


def by_resolution_only(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """For what follows a body's resolution: the house does it when one is adopted (3.2)."""
    if not is_house(actor):
        yield NOT_BY_HAND
