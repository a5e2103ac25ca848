"""Ways by which a person learns that something waits. All of them say number and verb only."""

from datetime import datetime
from typing import Protocol

from shoumi.kernel.delivery.models import Receipt


class Channel(Protocol):
    """A way to tell a person. `send` returns whether the person was told by it.

    It is called inside the transaction of the sending, so a channel that leaves the house only
    puts the notice in a queue of its own there.
    """

    name: str

    def send(self, receipt: Receipt, at: datetime) -> bool: ...


class InApp:
    """The inbox in the application: a receipt that exists is in it."""

    name = "in_app"

    def send(self, receipt: Receipt, at: datetime) -> bool:
        return True


CHANNELS: list[Channel] = [InApp()]
