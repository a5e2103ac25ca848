"""What was done for the keys, logged in the main database: rotations, epochs, drills, copies."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.activity.logged import LoggedModel


class Rotation(LoggedModel):
    """A new root key came into use; `rewrapped` counts data keys that got a new vault key too."""

    rotated_at = models.DateTimeField()
    root_version = models.PositiveIntegerField(unique=True)
    fingerprint = models.CharField(max_length=32)
    rewrapped = models.PositiveIntegerField(default=0)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("rotated_at", "root_version", "fingerprint", "rewrapped")
    }

    class Meta:
        indexes = [models.Index(fields=["rotated_at"], name="storage_rotation_at")]

    def __str__(self) -> str:
        return f"rotation to root key {self.root_version}"


class Epoch(LoggedModel):
    """What was shredded before it is final: every root key that guarded it is destroyed.

    `destroyed` names their fingerprints, `shredded` counts keys, `survivors` those rewrapped,
    `copies` the older keystore copies that were known to be outstanding then.
    """

    closed_at = models.DateTimeField()
    root_version = models.PositiveIntegerField(unique=True)
    fingerprint = models.CharField(max_length=32)
    destroyed = models.JSONField(default=list)
    shredded = models.PositiveIntegerField()
    survivors = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "closed_at",
            "root_version",
            "fingerprint",
            "destroyed",
            "shredded",
            "survivors",
            "copies",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["closed_at"], name="storage_epoch_at")]

    def __str__(self) -> str:
        return f"epoch of root key {self.root_version}"


class Drill(LoggedModel):
    """A restore was tried in an empty place; `proved` if everything that was tried opened.

    Objects and keys are counted as `…_total` that there were and `…_opened` that did. `database`
    says what became of the main database's copy; `faults` are codes with counts, never names.
    """

    class Database(models.TextChoices):
        RESTORED = "restored"
        DUMPED = "dumped"
        LEFT_OUT = "left_out"

    held_at = models.DateTimeField()
    proved = models.BooleanField()
    root_version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=32)
    database = models.CharField(max_length=10, choices=Database)
    objects_total = models.PositiveIntegerField()
    objects_opened = models.PositiveIntegerField()
    keys_total = models.PositiveIntegerField()
    keys_opened = models.PositiveIntegerField()
    faults = models.JSONField(default=dict)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "held_at",
            "proved",
            "root_version",
            "fingerprint",
            "database",
            "objects_total",
            "objects_opened",
            "keys_total",
            "keys_opened",
            "faults",
        )
    }

    class Meta:
        indexes = [models.Index(fields=["held_at"], name="storage_drill_at")]

    def __str__(self) -> str:
        return f"drill {self.pk}"


class KeystoreCopy(LoggedModel):
    """A copy of the keystore that somebody keeps; `place` says where, in plain words.

    Until it is destroyed, whoever has it and the recovery shares can open what was shredded after
    it was made.
    """

    place = models.CharField(max_length=200)
    root_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("place", "root_version", "recorded_at", "destroyed_at")
    }

    def __str__(self) -> str:
        return f"keystore copy {self.pk}"
