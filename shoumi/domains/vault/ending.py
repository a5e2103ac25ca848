"""What ends by the calendar: grants whose window is over (6.2)."""

from datetime import datetime

from shoumi.domains.vault.actions import end_grant
from shoumi.domains.vault.models import Grant
from shoumi.kernel.access import Actor


def end_over(*, by: Actor, at: datetime) -> int:
    """Say on each record that its window is over, as it is for every decision from its last instant
    on; answers how many there were."""
    over = list(Grant.objects.filter(state="active", ends_at__lte=at).order_by("ends_at", "pk"))
    for grant in over:
        end_grant(grant, by=by, at=at)
    return len(over)
