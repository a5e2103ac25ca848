"""What happened to a record and when, and the numbers given out."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity.logged import LoggedModel


class Transition(LoggedModel):
    """A move from one state to another: `on` is when it took effect, `recorded_at` when it was
    entered; the two differ where a signed paper is entered later. `entry` is the log's."""

    record = models.ForeignKey(
        "records.Record", on_delete=models.PROTECT, related_name="history", db_index=False
    )
    step = models.CharField(max_length=60)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    entry = models.UUIDField()

    free_text = ("note",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record",
            "step",
            "from_state",
            "to_state",
            "on",
            "recorded_at",
            "by",
            "note",
            "entry",
        )  # fmt: skip
    }

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [
            models.Index(fields=["record", "on", "id"], name="records_transition_record"),
            models.Index(fields=["step", "recorded_at", "record"], name="records_step_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.on}"


class Sequence(LoggedModel):
    """The last number given out in a series of one legal entity in one year (0: not by year)."""

    entity = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("entity", "series", "year", "last")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "series", "year"], name="records_one_sequence_for_a_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
