"""What is shown or given to a partner outside: under an agreement, after review, for a time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models.carrier import CarrierVersion
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.records.models import Record, RecordQuerySet


class Disclosure(Record):
    """One version for one recipient of one partner (6.2). `parent` is the secret's record.

    `link` stands in the partner's address and tells nothing. The code goes another way; of it only
    the digest is kept, and after some wrong ones it opens nothing until a new one is made.
    """

    class Way(models.TextChoices):
        LINK = "link", _("A link to look at it")
        FILE = "file", _("A sealed file")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="disclosures")
    shown = models.ForeignKey(CarrierVersion, on_delete=models.PROTECT, related_name="disclosures")
    way = models.CharField(max_length=6, choices=Way)
    partner = models.CharField(max_length=200)
    recipient = models.CharField(max_length=100)
    agreement = models.CharField(max_length=200)
    agreement_until = models.DateField()
    purpose = models.CharField(max_length=300)
    ends_at = models.DateTimeField()
    opens = models.PositiveIntegerField()
    link = models.CharField(max_length=24, unique=True)
    code_digest = models.CharField(max_length=64, blank=True)
    wrong_codes = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    free_text = ("purpose",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "secret", "shown", "way", "partner", "recipient", "agreement",
            "agreement_until", "purpose", "ends_at", "opens", "link", "code_digest", "wrong_codes",
            "revoked_at",
        )
    }  # fmt: skip
    objects: ClassVar[RecordQuerySet] = manager_of(RecordQuerySet)
