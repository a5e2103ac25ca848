"""The epoch that closes by itself: what was shredded is final within a day."""

from datetime import timedelta

from shoumi.kernel.access import Actor
from shoumi.kernel.storage.keys.rotation import EPOCH, Clock, end_epoch
from shoumi.kernel.storage.keys.shredding import waiting_for_epoch
from shoumi.kernel.storage.models import Epoch, Keystore
from shoumi.kernel.storage.refusals import KeysNotWritable

# Asked every hour, so that no day passes; several destructions of one day share an epoch.
AFTER = timedelta(hours=22)


def end_epoch_when_due(*, by: Actor, now: Clock) -> Epoch | None:
    """Close the epoch if something has waited for it long enough, or if one was interrupted.

    Raises ``KeysNotWritable`` where only the administrator may touch the root keys, else as
    `rotation.rotate`.
    """
    waiting = waiting_for_epoch()
    due = bool(waiting) and waiting[0].shredded_at + AFTER <= now()
    if not due and not _was_interrupted():
        return None
    try:
        return end_epoch(by=by, now=now)
    except PermissionError as error:
        raise KeysNotWritable from error


def _was_interrupted() -> bool:
    row = Keystore.objects.first()
    return row is not None and row.pending.get("kind") == EPOCH
