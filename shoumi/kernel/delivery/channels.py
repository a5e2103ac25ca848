"""Ways by which a person learns that something waits. All of them say number and verb only."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from shoumi.kernel.delivery.models import Dispatch, Outgoing
from shoumi.kernel.delivery.outbox.addresses import EMAIL, WECOM, reached_by
from shoumi.kernel.delivery.outbox.queue import put


class Channel(Protocol):
    """A way to tell persons. `tell` returns the keys of those who were told by it.

    It is called inside the transaction of the sending, so a channel that leaves the house only
    puts the notices in the queue there.
    """

    name: str

    def tell(
        self, dispatch: Dispatch, people: Collection[int], purpose: str, at: datetime
    ) -> set[int]: ...


class InApp:
    """The inbox in the application: a receipt that exists is in it."""

    name = "in_app"

    def tell(
        self, dispatch: Dispatch, people: Collection[int], purpose: str, at: datetime
    ) -> set[int]:
        return set(people)


class Outward:
    """A channel that leaves the house: for whom it reaches, and only where it is set up."""

    def __init__(self, name: str) -> None:
        self.name = name

    def tell(
        self, dispatch: Dispatch, people: Collection[int], purpose: str, at: datetime
    ) -> set[int]:
        reached = set(reached_by(self.name, people))
        put(self.name, purpose, reached, dispatch=dispatch, at=at)
        return reached


CHANNELS: tuple[Channel, ...] = (InApp(), Outward(EMAIL), Outward(WECOM))


def tell(
    dispatch: Dispatch, people: Collection[int], at: datetime, *, again: bool = False
) -> set[int]:
    """Tell them by every channel; answers who was told by one at least."""
    purpose = Outgoing.Purpose.REMINDER if again else Outgoing.Purpose.NOTICE
    told = [channel.tell(dispatch, people, purpose, at) for channel in CHANNELS]
    return set().union(*told)
