"""Access at night: who was named for it beforehand, and what he did with it (6.2)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models.grant import Grant
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, VersionedModel, manager_of


class DelegationQuerySet(LoggedQuerySet["Delegation"]):
    def at(self, day: date) -> Self:
        """In force on that day; the last day counts whole."""
        return self.filter(
            models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=day),
            from_on__lte=day, until_on__gte=day,
        )  # fmt: skip

    def over(self, unit: OrgUnit) -> Self:
        """Those of the unit itself or of one above it."""
        return self.filter(unit_id__in=unit.ancestor_ids)


class Delegation(VersionedModel):
    """Somebody may open what belongs to a unit in an emergency, from a day to a day."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "unit", "person", "named_by", "note", "from_on", "until_on", "ended_on", "recorded_at",
            "version",
        )
    }  # fmt: skip
    objects: ClassVar[DelegationQuerySet] = manager_of(DelegationQuerySet)

    class Meta:
        ordering = ["-from_on", "-id"]
        indexes = [models.Index(fields=["person", "until_on"], name="vault_delegate_until")]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"


class Emergency(LoggedModel):
    """What made a delegate open a secret, and what the office found when it looked at it."""

    class Finding(models.TextChoices):
        RIGHT = "right", _("It was called for")
        WRONG = "wrong", _("It was not called for")

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="emergency")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="used")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    review_by = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    note = models.CharField(max_length=500, blank=True)

    free_text = ("reason", "note")
    free_text_about = "grant"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "grant", "delegation", "reason", "opened_at", "review_by", "reviewed_at",
            "reviewed_by", "finding", "note",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["reviewed_at", "review_by"], name="vault_emergency_open")]

    def __str__(self) -> str:
        return f"{self.grant} {self.opened_at:%Y-%m-%d}"
