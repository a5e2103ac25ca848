"""What was found each time somebody's file was looked through."""

from typing import ClassVar

from django.db import models

from shoumi.domains.vault.models.carrier import CarrierVersion
from shoumi.kernel.activity.logged import LoggedModel


class Screening(LoggedModel):
    """One look through a version: what the virus scanner said, by which signatures, and whether a
    page bears a state secret's mark. `outcome` and `marks` are values of `kernel.screening`; what
    stands written in the file is never kept here.
    """

    version = models.ForeignKey(CarrierVersion, on_delete=models.PROTECT, related_name="screenings")
    outcome = models.CharField(max_length=10)
    threat = models.CharField(max_length=120, blank=True)
    scanner = models.CharField(max_length=200, blank=True)
    marks = models.CharField(max_length=12)
    at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("version", "outcome", "threat", "scanner", "marks", "at")
    }

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["version", "at"], name="vault_screening_of_version")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.outcome}"
