"""What stands in the main database (`SealedObject`, `RecordKey`) and what in the keystore.

The keystore is a database of its own with backups of its own, so that a stolen dump of either
opens nothing. Its tables are not logged: they hold random keys, wrapped, and no statement.
"""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.records.models import Record


class SealedObject(LoggedModel):
    """One version of a stored file; write-once. `size` is its plain length in bytes.

    `commitment` binds the plaintext's SHA-256 under a salt that only the keystore has.
    """

    uuid = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="sealed_objects")
    suite = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    commitment = models.CharField(max_length=64)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "uuid",
            "version",
            "record",
            "suite",
            "size",
            "commitment",
            "created_by",
            "created_at",
        )
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uuid", "version"], name="storage_one_object_for_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.uuid}.{self.version}"

    @property
    def name(self) -> str:
        """Where the blob store keeps it; an identity and no title."""
        return f"{self.uuid.hex}.{self.version}"


class RecordKey(LoggedModel):
    """Says which key of the keystore seals a record's fields."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="field_key")
    uuid = models.UUIDField(unique=True)
    created_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("record", "uuid", "created_at")}

    def __str__(self) -> str:
        return str(self.uuid)


class Keystore(models.Model):
    """The one row that says which installation this is and which root key guards it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tenant = models.UUIDField()
    root_fingerprint = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="storage_only_one_keystore", condition=models.Q(id=1))
        ]

    def __str__(self) -> str:
        return self.root_fingerprint


class VaultKey(models.Model):
    """Guards the keys of one suite and grade; wrapped by the root key, open in memory only."""

    suite = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    generation = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["suite", "level", "generation"], name="storage_one_vault_key_for_a_level"
            )
        ]

    def __str__(self) -> str:
        return f"{self.suite:#06x} {self.level} {self.generation}"


class WrappedKey(models.Model):
    """The data key of one object version, or of one record's fields; wrapped by a vault key."""

    object = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    vault_key = models.ForeignKey(VaultKey, on_delete=models.PROTECT, related_name="keys")
    wrapped = models.BinaryField()
    digest_salt = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object", "version"], name="storage_one_key_for_a_version"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="storage_key_created")]

    def __str__(self) -> str:
        return f"{self.object}.{self.version}"


KEYSTORE_MODELS: tuple[type[models.Model], ...] = (Keystore, VaultKey, WrappedKey)
