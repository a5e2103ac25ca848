"""Word to whoever asked for a decision: what was resolved, and what became of it (3.2)."""

from datetime import datetime

from shoumi.domains.committee.models import Resolution
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act


def tell_proposer(resolution: Resolution, at: datetime) -> None:
    """To take note of. Who has left, leads it himself or is of the office, which has it all before
    it, is not told."""
    proposer = resolution.proposer
    if proposer is None or proposer.pk == resolution.lead_id:
        return
    of_office = standing(proposer, at).has_over(resolution.entity, *OFFICE)
    if proposer.is_active(local_day(at)) and not of_office:
        send(resolution, people=[proposer], act=Act.KNOW, by=HOUSE, at=at)
