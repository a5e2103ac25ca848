"""What storage keeps: in the main database objects, arrivals, upkeep, in the keystore the keys."""

from shoumi.kernel.storage.models.arriving import Arrival, Part
from shoumi.kernel.storage.models.keystore import (
    KEYSTORE_MODELS,
    Keystore,
    ShreddedKey,
    VaultKey,
    WrappedKey,
)
from shoumi.kernel.storage.models.objects import RecordKey, SealedObject
from shoumi.kernel.storage.models.upkeep import Drill, Epoch, KeystoreCopy, Rotation

__all__ = [
    "KEYSTORE_MODELS",
    "Arrival",
    "Drill",
    "Epoch",
    "Keystore",
    "KeystoreCopy",
    "Part",
    "RecordKey",
    "Rotation",
    "SealedObject",
    "ShreddedKey",
    "VaultKey",
    "WrappedKey",
]
