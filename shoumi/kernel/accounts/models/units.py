"""The tree of the company: legal entities (company, affiliates 所属企业) and their departments."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of


class OrgUnitQuerySet(LoggedQuerySet["OrgUnit"]):
    def within(self, unit: "OrgUnit") -> Self:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def at(self, day: date) -> Self:
        """Those that stood on that day."""
        begun = Q(since__isnull=True) | Q(since__lte=day)
        return self.filter(begun, Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def entities(self) -> Self:
        return self.filter(kind__in=OrgUnit.ENTITY_KINDS)


class OrgUnit(VersionedModel):
    """A company, an affiliate or a department.

    A company or affiliate is a legal entity: rights holder and employer of its own, with its
    letterhead, number pattern and starting number. `path` lists the keys from the root down.
    It stands from `since` on, or always, until the day before `ended_on`.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        AFFILIATE = "affiliate", _("Affiliate")
        DEPARTMENT = "department", _("Department")

    ENTITY_KINDS = (Kind.COMPANY, Kind.AFFILIATE)

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    entity = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="units")
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=400, db_index=True)
    letterhead = models.CharField(max_length=120, blank=True)
    number_word = models.CharField(max_length=30, blank=True)
    number_start = models.PositiveIntegerField(default=1)
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "parent",
            "entity",
            "kind",
            "code",
            "name",
            "name_en",
            "path",
            "letterhead",
            "number_word",
            "number_start",
            "since",
            "ended_on",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[OrgUnitQuerySet] = manager_of(OrgUnitQuerySet)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def organ_name(self) -> str:
        """What stands at the head of its papers, in the language in use."""
        is_english = self.display_name != self.name
        return self.display_name if is_english else self.letterhead or self.name

    @property
    def is_entity(self) -> bool:
        return self.kind in self.ENTITY_KINDS

    @property
    def rights_holder(self) -> "OrgUnit":
        """The legal entity that this unit belongs to."""
        return self.entity or self

    @property
    def ancestor_ids(self) -> list[int]:
        """The keys from the root down to this unit, itself included."""
        return [int(key) for key in self.path.split("/") if key]
