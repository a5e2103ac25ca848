"""What stands beside a secret: grounds, points, places, measures. Content is sealed text."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models.secret import TradeSecret
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of

M = TypeVar("M", bound=LoggedModel)


class DatedQuerySet(LoggedQuerySet[M]):
    def at(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Grounds(LoggedModel):
    """Why one of the three legal elements holds, sealed (2.1). A new version ends the old one."""

    secret = models.ForeignKey(
        TradeSecret, on_delete=models.PROTECT, related_name="grounds", db_index=False
    )
    element = models.CharField(max_length=12)
    edition = models.PositiveSmallIntegerField()
    statement = models.BinaryField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("secret", "element", "edition", "statement", "from_on", "until_on", "recorded_at")
    }
    objects: ClassVar[DatedQuerySet["Grounds"]] = manager_of(DatedQuerySet["Grounds"])

    class Meta:
        ordering = ["element", "edition"]
        indexes = [
            models.Index(fields=["secret", "from_on", "until_on"], name="register_grounds_dated")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["secret", "element", "edition"], name="register_grounds_by_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.edition}"


class SecretPoint(LoggedModel):
    """A secret point 密点: one exact statement of what is secret, sealed and versioned (4.2)."""

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    statement = models.BinaryField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("secret", "place", "edition", "statement", "from_on", "until_on", "recorded_at")
    }
    objects: ClassVar[DatedQuerySet["SecretPoint"]] = manager_of(DatedQuerySet["SecretPoint"])

    class Meta:
        ordering = ["place", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["secret", "place", "edition"], name="register_point_by_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}.{self.edition}"


class CarrierPlace(LoggedModel):
    """Where a carrier of the secret is: a file's whereabouts, or a cabinet (4.2)."""

    class Medium(models.TextChoices):
        ELECTRONIC = "electronic", _("Electronic")
        PAPER = "paper", _("Paper")
        OBJECT = "object", _("Sample, mould or device")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="places")
    medium = models.CharField(max_length=12, choices=Medium)
    whereabouts = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    free_text = ("whereabouts",)
    free_text_about = "secret"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("secret", "medium", "whereabouts", "sha256", "from_on", "until_on")
    }
    objects: ClassVar[DatedQuerySet["CarrierPlace"]] = manager_of(DatedQuerySet["CarrierPlace"])

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.medium} {self.pk}"


class Measure(LoggedModel):
    """A protective measure taken for this secret, dated: measures count only if taken before."""

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    free_text = ("note",)
    free_text_about = "secret"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("secret", "kind", "note", "from_on", "until_on", "recorded_at")
    }
    objects: ClassVar[DatedQuerySet["Measure"]] = manager_of(DatedQuerySet["Measure"])

    class Meta:
        ordering = ["kind", "from_on"]

    def __str__(self) -> str:
        return self.kind
