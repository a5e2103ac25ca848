"""Word to whoever asked for a decision: what was resolved, and what became of it (3.2)."""

from datetime import datetime

from shoumi.domains.committee.models import Resolution
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act


def tell_proposer(resolution: Resolution, at: datetime) -> None:
    """To take note of. Who has left, or leads it himself, is not told."""
    proposer = resolution.proposer
    if proposer is None or proposer.pk == resolution.lead_id:
        return
    if proposer.is_active(local_day(at)):
        send(resolution, people=[proposer], act=Act.KNOW, by=HOUSE, at=at)
