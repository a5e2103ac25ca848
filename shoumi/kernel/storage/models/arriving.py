"""Files on their way in. Their rows are not logged: they say how far somebody has come, and are
gone a day after the last byte; what became of them is logged with the record that keeps it."""

from uuid import uuid4

from django.db import models

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.models.objects import SealedObject


class Arrival(models.Model):
    """One file that a person brings, in as many requests as it takes. Sizes are plain bytes.

    `record` is what it is brought for; `told` is what the person said of it, for whoever takes it
    in; `arrived` counts the bytes that are kept; `object` is what became of it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="arrivals")
    size = models.PositiveBigIntegerField()
    arrived = models.PositiveBigIntegerField(default=0)
    level = models.CharField(max_length=20)
    told = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    object = models.OneToOneField(
        SealedObject, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="storage_arrival_touched")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_whole(self) -> bool:
        return self.arrived == self.size


class Part(models.Model):
    """What one request brought, sealed as an object of its own; `start` is its place in the file.

    `sha256`, in hex, is that of this part's plaintext.
    """

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    uuid = models.UUIDField(unique=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(
                fields=["arrival", "start"], name="storage_one_part_for_a_place"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Where the blob store keeps it: as it will if it turns out to be the whole file."""
        return f"{self.uuid.hex}.1"
