"""Every look: who opened which version, by which grant, and which pages were shown."""

from typing import ClassVar

from django.db import models

from shoumi.domains.vault.models.carrier import CarrierVersion
from shoumi.domains.vault.models.disclosure import Disclosure
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.viewing import ViewingCopy
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel


class Use(LoggedModel):
    """One opening of a version by one person, or from outside by the recipient of a disclosure.
    `number` stands in the mark on every page of it.

    `grant` is null where none was needed: for the owner, and for what was released; `copies`
    counts those of a print.
    """

    number = models.CharField(max_length=12, unique=True)
    version = models.ForeignKey(CarrierVersion, on_delete=models.PROTECT, related_name="uses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="uses")
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, null=True, related_name="used"
    )
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, related_name="used")
    action = models.CharField(max_length=10, choices=Grant.Action)
    copies = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("number", "version", "person", "disclosure", "grant", "action", "copies", "at")
    }

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "at"], name="vault_use_of_person"),
            models.Index(fields=["version", "at"], name="vault_use_of_version"),
        ]
        constraints = [
            models.CheckConstraint(
                name="vault_use_is_a_persons_or_a_partners",
                condition=models.Q(person__isnull=True) ^ models.Q(disclosure__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.number


class PageShown(LoggedModel):
    """A page as it was shown, so many pixels wide: `raster_sha256` is the hash of the page before
    it was marked. `drawn_from` is the viewing copy; null where the version itself was drawn.
    """

    use = models.ForeignKey(Use, on_delete=models.PROTECT, related_name="pages")
    page = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    drawn_from = models.ForeignKey(
        ViewingCopy, on_delete=models.PROTECT, null=True, related_name="+"
    )
    raster_sha256 = models.CharField(max_length=64)
    renderer = models.CharField(max_length=80)
    at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("use", "page", "width", "drawn_from", "raster_sha256", "renderer", "at")
    }

    class Meta:
        ordering = ["page", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "page", "width", "raster_sha256"], name="vault_one_row_for_a_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.use_id} p. {self.page}"
