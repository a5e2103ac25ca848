"""Sealed objects and the keys of sealed fields."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.records.models import Record


class SealedObject(LoggedModel):
    """One version of a stored file; write-once. `size` is its plain length in bytes.

    `commitment` binds the plaintext's SHA-256 under a salt that only the keystore has. From
    `shredded_at` on its key is gone; the epoch that closes next makes that final. While it is
    `held`, in quarantine, no decision opens it. `plain_sha256`, in hex, is there only for whoever
    has just stored it.
    """

    plain_sha256: str = ""
    uuid = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="sealed_objects")
    suite = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    commitment = models.CharField(max_length=64)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)

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
            "shredded_at",
            "held",
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
    shredded_at = models.DateTimeField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record", "uuid", "created_at", "shredded_at")
    }

    @property
    def version(self) -> int:
        """A record's fields have one key, which counts as a first version."""
        return 1

    def __str__(self) -> str:
        return str(self.uuid)
