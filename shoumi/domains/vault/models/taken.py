"""What a print or a copying out left behind: each such carrier, and what of the original is on
it (4.8, 6.2)."""

from typing import ClassVar

from django.db import models

from shoumi.domains.vault.models.carrier import Carrier
from shoumi.domains.vault.models.use import Use
from shoumi.kernel.activity.logged import LoggedModel


class TakenCopy(LoggedModel):
    """A carrier that came of a use: a printed copy, or what somebody copied out.

    `sheet` is the place in the row of copies of one print, `part` what of the original is on it.
    """

    use = models.ForeignKey(Use, on_delete=models.PROTECT, related_name="taken")
    carrier = models.OneToOneField(Carrier, on_delete=models.PROTECT, related_name="taken_by")
    sheet = models.PositiveSmallIntegerField(default=1)
    part = models.CharField(max_length=300, blank=True)

    free_text = ("part",)
    free_text_about = "carrier"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("use", "carrier", "sheet", "part")}

    class Meta:
        ordering = ["sheet"]

    def __str__(self) -> str:
        return f"{self.use_id} · {self.sheet}"
