"""That something is required, from a day on: a setting, kept as dated rows."""

from typing import ClassVar

from django.db import models

from shoumi.domains.people.rules import Kind
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel


class Requirement(LoggedModel):
    """From `from_on` on it is required, or no longer; the last row by a day tells for that day."""

    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Kind])
    required = models.BooleanField()
    from_on = models.DateField()
    because = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("kind", "required", "from_on", "because", "set_by", "set_at")
    }

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"
