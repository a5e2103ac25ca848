"""What ends by the calendar: grants and disclosures whose time is over (6.2)."""

from datetime import datetime

from shoumi.domains.vault.actions import end_disclosure, end_grant
from shoumi.domains.vault.models import Disclosure, Grant
from shoumi.kernel.access import Actor


def end_over(*, by: Actor, at: datetime) -> int:
    """Say on each record that its window is over, as it is for every decision from its last instant
    on; answers how many there were."""
    over = list(Grant.objects.filter(state="active", ends_at__lte=at).order_by("ends_at", "pk"))
    for grant in over:
        end_grant(grant, by=by, at=at)
    given = Disclosure.objects.filter(state__in=["requested", "cleared", "open"], ends_at__lte=at)
    outside = list(given.order_by("ends_at", "pk"))
    for one in outside:
        end_disclosure(one, by=by, at=at)
    return len(over) + len(outside)
