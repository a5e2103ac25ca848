"""The destruction 销毁 of carriers: asked for, approved by two, carried out, certified."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models.carrier import Carrier
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Destruction(Record):
    """One or several carriers of a secret that are to be destroyed, and how they were (4.8).

    `method` is what becomes of the things themselves; the keys of whatever a carrier holds here
    are destroyed in any case. `staying` says why copies that are known stay. `executor` and
    `witness` were on the spot on `done_on`; `root_fingerprint` is that of the root key then in use,
    and `certificate` the paper in force.
    """

    class Method(models.TextChoices):
        SHREDDED = "shredded", _("Shredded or pulped")
        DEGAUSSED = "degaussed", _("Degaussed")
        CRUSHED = "crushed", _("Crushed or taken apart")
        ERASED = "erased", _("Erased by overwriting")
        KEYS = "keys", _("Its keys destroyed in the vault")
        RETURNED = "returned", _("Returned to whoever sent it")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="destructions")
    reason = models.CharField(max_length=300)
    method = models.CharField(max_length=12, choices=Method)
    staying = models.CharField(max_length=300, blank=True)
    executor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    carried_out_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    root_fingerprint = models.CharField(max_length=32, blank=True)
    certificate = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("reason", "staying", "place")
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "secret", "reason", "method", "staying", "executor", "witness",
            "done_on", "place", "carried_out_by", "root_fingerprint", "certificate",
        )
    }  # fmt: skip


class DestroyedQuerySet(LoggedQuerySet["Destroyed"]):
    def under_way(self) -> Self:
        """Of destructions that were asked for and are not over."""
        return self.filter(destruction__state__in=["requested", "approved", "destroying"])


class Destroyed(LoggedModel):
    """A carrier that a destruction is about."""

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="items")
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="destructions")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("destruction", "carrier")}
    objects: ClassVar[DestroyedQuerySet] = manager_of(DestroyedQuerySet)

    class Meta:
        ordering = ["carrier_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["destruction", "carrier"], name="vault_a_carrier_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.destruction_id}: {self.carrier_id}"
