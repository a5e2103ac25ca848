"""Stocktaking 盘点: what should be there, what was found, and what became of what was missing."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models.carrier import Carrier
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of
from shoumi.kernel.records.models import Record


class Stocktaking(Record):
    """A department's carriers counted (4.8). The list is frozen when it is opened; `counter` may
    count beside those who keep the carriers."""

    opened_on = models.DateField()
    counter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_off_on = models.DateField(null=True)
    signed_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "opened_on", "counter", "closed_on", "closed_by", "signed_off_on",
            "signed_off_by",
        )
    }  # fmt: skip


class CountedQuerySet(LoggedQuerySet["Counted"]):
    def missing_on(self, day: date) -> Self:
        """Missing in a stocktaking closed by that day, and not cleared up by then."""
        return self.filter(result="missing", stocktaking__closed_on__lte=day).filter(
            models.Q(cleared_on__isnull=True) | models.Q(cleared_on__gt=day)
        )


class Counted(LoggedModel):
    """One line of the list: where a carrier should be and with whom, and what was found.

    A surplus has no `expected_place`; one that no carrier was entered for has a `note` only. What
    was missing is cleared up later: `cleared_on`, `cleared_note`.
    """

    class Result(models.TextChoices):
        OPEN = "", _("Not counted yet")
        FOUND = "found", _("It is there")
        ELSEWHERE = "elsewhere", _("It is elsewhere")
        MISSING = "missing", _("It is missing")
        SURPLUS = "surplus", _("Not on the list")

    class How(models.TextChoices):
        SCANNED = "scanned", _("by its label")
        TICKED = "ticked", _("by the list")

    stocktaking = models.ForeignKey(Stocktaking, on_delete=models.PROTECT, related_name="lines")
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, null=True, related_name="counts")
    expected_place = models.CharField(max_length=200, blank=True)
    expected_holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    result = models.CharField(max_length=10, choices=Result, blank=True)
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField(null=True)
    cleared_on = models.DateField(null=True)
    cleared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cleared_note = models.CharField(max_length=300, blank=True)

    free_text = ("expected_place", "place", "note", "cleared_note")
    free_text_about = "carrier"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "stocktaking", "carrier", "expected_place", "expected_holder", "result", "place",
            "note", "how", "counted_by", "counted_at", "cleared_on", "cleared_by", "cleared_note",
        )
    }  # fmt: skip
    objects: ClassVar[CountedQuerySet] = manager_of(CountedQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stocktaking", "carrier"], name="vault_a_carrier_is_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stocktaking_id}: {self.result}"
