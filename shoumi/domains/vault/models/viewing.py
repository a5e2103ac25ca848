"""What is shown in place of a file that can't be drawn itself: its viewing copy."""

from typing import ClassVar

from django.db import models

from shoumi.domains.vault.models.carrier import CarrierVersion
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.storage.models import SealedObject


class ViewingCopy(LoggedModel):
    """A PDF or picture of one version, sealed with the carrier and destroyed with it.

    Made by the house, then `converter` names the program and its version; or added by somebody who
    keeps the carrier, and that one is shown first.
    """

    of = models.ForeignKey(CarrierVersion, on_delete=models.PROTECT, related_name="viewing_copies")
    file = models.OneToOneField(SealedObject, on_delete=models.PROTECT, related_name="+")
    by_house = models.BooleanField()
    converter = models.CharField(max_length=80, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("of", "file", "by_house", "converter", "added_by", "added_at")
    }

    class Meta:
        ordering = ["by_house", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["of"], condition=models.Q(by_house=True), name="vault_one_copy_by_the_house"
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_id} ({self.converter or self.added_by_id})"
