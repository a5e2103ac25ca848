"""What the house may answer a command with instead of doing it."""

from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.recording import ClockTurnedBack
from shoumi.kernel.storage.refusals import (
    DiskFull,
    KeptElsewhere,
    KeysDamaged,
    KeysInUse,
    KeysNotWritable,
    NoShares,
    Sealed,
    StoreUnreachable,
    TooManyOrphans,
)

REFUSALS = (
    Refused,
    Stale,
    Invalid,
    ClockTurnedBack,
    Sealed,
    DiskFull,
    TooManyOrphans,
    KeysDamaged,
    KeysInUse,
    KeysNotWritable,
    NoShares,
    KeptElsewhere,
    StoreUnreachable,
)
