"""How much waits in the queue and could not be delivered, and whether the queue moves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.kernel.delivery.models import Outgoing
from shoumi.kernel.delivery.outbox.addresses import channels_set_up

STILL = timedelta(hours=1)


@dataclass(frozen=True)
class Load:
    """Messages of one channel that wait, and that failed and nobody has seen to."""

    waiting: int
    failed: int


def load_of(channel: str) -> Load:
    """Two queries."""
    rows = Outgoing.objects.filter(channel=channel)
    return Load(rows.filter(state=Outgoing.State.WAITING).count(), rows.failed().count())


def stands_still(at: datetime) -> bool:
    """Whether something has waited for an hour by a channel that is set up, and no message has
    gone or been given up since. Two queries at most."""
    names, since = channels_set_up(), at - STILL
    if not names:
        return False
    rows = Outgoing.objects.filter(channel__in=names).order_by()
    if not rows.filter(state=Outgoing.State.WAITING, made_at__lte=since).exists():
        return False
    moved = (Outgoing.State.SENT, Outgoing.State.FAILED)
    return not rows.filter(state__in=moved, ended_at__gt=since).exists()
