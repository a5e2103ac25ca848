"""The worker's part: take what is due, hand it over, remember how it ended.

Of a fault the log gets channel and code: addresses and subjects stay out of it.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Protocol

from django.conf import settings

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models import Outgoing
from shoumi.kernel.delivery.outbox import queue
from shoumi.kernel.delivery.outbox.addresses import EMAIL, WECOM, address_of, channels_set_up
from shoumi.kernel.delivery.outbox.faults import Reach, Undelivered
from shoumi.kernel.delivery.outbox.mail import Mail
from shoumi.kernel.delivery.outbox.wecom import Wecom
from shoumi.kernel.delivery.outbox.words import Message, composed

logger = logging.getLogger("shoumi.delivery")
AT_MOST = 500
"""Messages of a channel in one round, so that each channel has its turn."""


class Way(Protocol):
    """A channel as it is spoken to; `open` only looks whether it answers. Both may raise
    Undelivered."""

    def open(self) -> None: ...
    def send(self, message: Message) -> None: ...
    def close(self) -> None: ...


def way(channel: str) -> Way:
    """Raises LookupError for a channel that is not set up."""
    if channel == EMAIL and settings.MAIL is not None:
        return Mail(settings.MAIL)
    if channel == WECOM and settings.WECOM is not None:
        return Wecom(settings.WECOM)
    raise LookupError(channel)


def go_out(*, now: Callable[[], datetime]) -> int:
    """Send what is due; answers how many messages went. A channel that is down is left alone until
    the next round."""
    return sum(_go_out_by(channel, now) for channel in channels_set_up())


def _go_out_by(channel: str, now: Callable[[], datetime]) -> int:
    went = 0
    with closing(way(channel)) as opened:
        for _turn in range(AT_MOST):
            row = queue.take(channel, now())
            if row is None:
                break
            try:
                went += hand_over(row, opened, now)
            except Undelivered as fault:
                queue.failed(row, fault, now())
                logger.warning("%s: %s", channel, fault.code)
                if fault.reach in {Reach.CHANNEL, Reach.UNSURE}:
                    break
    return went


def hand_over(row: Outgoing, opened: Way, now: Callable[[], datetime]) -> bool:
    """Whether it went; else nobody needs it any more. Raises Undelivered."""
    person = Person.objects.select_related("reach").get(pk=row.person_id)
    row.person = person
    to = address_of(person, row.channel)
    if not to:
        raise Undelivered("no_address", Reach.LASTING)
    message = composed(row, to, now())
    if message is None:
        queue.dropped(row, now())
        return False
    opened.send(message)
    queue.sent(row, now())
    return True
