"""The keystore: a database of its own with backups of its own, so that a stolen dump of either
opens nothing. Its tables are not logged: they hold random keys, wrapped, and no statement.
"""

from django.db import models


class Keystore(models.Model):
    """The one row that says which installation this is and which root key guards it.

    `recovery` is the public key that shares open, wrapped by the root key so that nobody can put
    another in its place; `escrow` is the root key sealed to it. `pending` says what a rotation or
    an epoch must still do after its new root key came into use.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tenant = models.UUIDField()
    root_version = models.PositiveIntegerField(default=1)
    root_fingerprint = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    recovery = models.BinaryField(null=True)
    escrow = models.BinaryField(null=True)
    shares_made_at = models.DateTimeField(null=True)
    pending = models.JSONField(default=dict)

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


class ShreddedKey(models.Model):
    """Whose data key was deleted. Old copies of the keystore still hold it until an epoch closes:
    `closed_by` is then the root version that the epoch began."""

    object = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    shredded_at = models.DateTimeField()
    closed_by = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object", "version"], name="storage_shredded_once")
        ]

    def __str__(self) -> str:
        return f"{self.object}.{self.version}"


KEYSTORE_MODELS: tuple[type[models.Model], ...] = (Keystore, VaultKey, WrappedKey, ShreddedKey)
