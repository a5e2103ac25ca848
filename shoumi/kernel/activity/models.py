"""What the log stores: entries, never changed; what may be erased of them; the tree; its heads."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.activity.logged import LoggedModel


class Entry(models.Model):
    """One act, as the exact bytes that become a leaf of the tree.

    Inserted in the transaction of the act itself; `index` is its place in the tree, given once by
    the sequencer. The database refuses every other change (`guard`). The columns beside `leaf`
    repeat what stands in it, for searching; verification holds them against it.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    actor = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, default="done")
    leaf = models.BinaryField()
    index = models.BigIntegerField(null=True, unique=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="activity_entry_subject"),
            models.Index(fields=["actor", "id"], name="activity_entry_actor"),
            models.Index(fields=["verb", "id"], name="activity_entry_verb"),
            models.Index(fields=["recorded_at"], name="activity_entry_recorded"),
            models.Index(
                fields=["id"],
                name="activity_entry_pending",
                condition=models.Q(index__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.uid}"


class Opening(models.Model):
    """What opens an entry's commitments: salts, private facts, and the marks of changed rows.

    Erasing one (personal data, PIPL art. 47) leaves the entry and its proofs as they are.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    facts = models.JSONField(default=dict)
    marks = models.JSONField(default=list)
    salt = models.CharField(max_length=64, blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"opening of {self.entry_id}"


class Tile(models.Model):
    """A tile of hashes (C2SP tlog-tiles): full ones never change, each level's last one grows.

    Only hashes are stored. Bundles of entries are cut from the entries themselves when asked for,
    so that every entry's bytes rest in one place.
    """

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="activity_one_tile_for_a_place")
        ]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.index}"


class TreeHead(models.Model):
    """The one row that says how far the tree has grown; the sequencers' lock."""

    size = models.BigIntegerField(default=0)
    root = models.BinaryField()
    sequenced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"head of {self.size}"


class Checkpoint(models.Model):
    """A head that the keeper signed, as the signed note (C2SP tlog-checkpoint) verbatim.

    An hourly one over an unchanged tree is the keeper's sign of life. `signed_at` is the keeper's
    word: the note itself bears no date.
    """

    size = models.BigIntegerField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["size", "id"], name="activity_checkpoint_size"),
            models.Index(fields=["signed_at"], name="activity_checkpoint_signed"),
        ]

    def __str__(self) -> str:
        return f"checkpoint of {self.size}"


class Anchor(LoggedModel):
    """A checkpoint that somebody keeps outside this system, so that the past can't be rewritten.

    `place` says who or where, in plain words; `on` is the day it was handed over.
    """

    class Kind(models.TextChoices):
        LAWYER = "lawyer", _("Sent to an outside lawyer")
        MINUTES = "minutes", _("Printed in signed minutes")
        OFFLINE = "offline", _("On a disk kept elsewhere")
        SERVER = "server", _("On a second server")
        OTHER = "other", _("In another way")

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="anchors")
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.CharField(max_length=200)
    on = models.DateField()
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("checkpoint", "kind", "place", "on", "recorded_at")
    }

    class Meta:
        indexes = [models.Index(fields=["on"], name="activity_anchor_on")]

    def __str__(self) -> str:
        return f"anchor of {self.checkpoint_id}"
