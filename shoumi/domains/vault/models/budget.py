"""How much one person may open on one day, by grade (6.2)."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.activity.logged import VersionedModel


class DailyBudget(VersionedModel):
    """How often one person may open carriers of a grade on one day."""

    grade = models.CharField(max_length=20, unique=True)
    uses = models.PositiveIntegerField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("grade", "uses", "version")}

    class Meta:
        ordering = ["grade"]

    def __str__(self) -> str:
        return f"{self.grade}: {self.uses}"
