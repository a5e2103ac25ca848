"""What storage keeps: in the main database objects and upkeep, in the keystore the keys."""

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
    "Drill",
    "Epoch",
    "Keystore",
    "KeystoreCopy",
    "RecordKey",
    "Rotation",
    "SealedObject",
    "ShreddedKey",
    "VaultKey",
    "WrappedKey",
]
