"""What carries a secret 载体: a file, a disk, a drawing, a sample; its versions and hand-overs."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet
from shoumi.kernel.storage.models import SealedObject

THERE = ("held", "lent", "in_repair")


class CarrierQuerySet(RecordQuerySet):
    def there(self) -> Self:
        """Not destroyed, and not entered in error."""
        return self.filter(state__in=THERE)


class Carrier(Record):
    """One carrier of one secret (4.8). `parent` is the secret's record: whoever sees the secret's
    entry sees that of its carriers. What a carrier holds is sealed in its versions; a carrier may
    also say only where it lies and the SHA-256 of what it holds. `code` stands in the code on its
    label and tells nothing of what it marks. While it is checked out, only
    `checked_out_by` puts a version in, until that day is over. From `released_on` on, after its
    secret was declassified, no grant is needed to open it.
    """

    class Medium(models.TextChoices):
        ELECTRONIC = "electronic", _("Electronic")
        PHYSICAL = "physical", _("Physical")

    class Form(models.TextChoices):
        FILE = "file", _("File")
        DISK = "disk", _("Disk or stick")
        PAPER = "paper", _("Paper")
        SAMPLE = "sample", _("Sample")
        EQUIPMENT = "equipment", _("Equipment")
        OTHER = "other", _("Other")

    class Source(models.TextChoices):
        MADE = "made", _("Made here")
        RECEIVED = "received", _("Received")
        COPIED = "copied", _("Copied")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="carriers")
    medium = models.CharField(max_length=12, choices=Medium)
    form = models.CharField(max_length=12, choices=Form)
    source = models.CharField(max_length=10, choices=Source)
    received_from = models.CharField(max_length=200, blank=True)
    received_under = models.CharField(max_length=200, blank=True)
    pieces = models.PositiveIntegerField(default=1)
    whereabouts = models.CharField(max_length=200)
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    copy_number = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64, blank=True)
    from_on = models.DateField()
    ended_on = models.DateField(null=True)
    code = models.CharField(max_length=12, unique=True)
    checked_out_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_out_until = models.DateField(null=True)
    released_on = models.DateField(null=True)

    free_text = ("whereabouts",)
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "secret", "medium", "form", "source", "received_from", "received_under",
            "pieces", "whereabouts", "holder", "copy_of", "copy_number", "sha256", "from_on",
            "ended_on", "code", "checked_out_by", "checked_out_until", "released_on",
        )
    }  # fmt: skip
    objects: ClassVar[CarrierQuerySet] = manager_of(CarrierQuerySet)


class CarrierVersion(LoggedModel):
    """One version of what an electronic carrier holds, sealed. `name` is the file's own name,
    `sniffed` what its content is, "" where that is not known; `outcome` what the virus scanner said
    last, "" before it was asked; `standing` says whether it was looked through and may be opened.
    """

    class Standing(models.TextChoices):
        WAITING = "waiting", _("Being looked through")
        CLEAR = "clear", _("Looked through")
        QUARANTINED = "quarantined", pgettext_lazy("of a version", "In quarantine")
        RELEASED = "released", _("Released by the office")
        REJECTED = "rejected", _("Rejected and destroyed")

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.OneToOneField(SealedObject, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    sniffed = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.WAITING)

    free_text = ("name", "note")
    free_text_about = "carrier"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "carrier", "number", "file", "name", "sha256", "note", "added_by",
            "added_at", "sniffed", "outcome", "standing",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["standing", "added_at"], name="vault_version_standing"),
            models.Index(fields=["outcome", "standing"], name="vault_version_outcome"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "number"], name="vault_one_version_of_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.carrier_id}.{self.number}"

    @property
    def size(self) -> int:
        return int(self.file.size)


class Handover(LoggedModel):
    """A carrier passed from hand to hand: lent, given back, sent to repair, moved for good, or
    handed out as a copy. `confirmed_at` is when whoever received it said so; `slip` the paper."""

    class Kind(models.TextChoices):
        LENT = "lent", _("Lent")
        RETURNED = "returned", _("Given back")
        TO_REPAIR = "to_repair", _("Sent to repair")
        FROM_REPAIR = "from_repair", _("Back from repair")
        MOVED = "moved", _("Handed over")
        COPIED = "copied", _("Handed out as a copy")

    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="handovers")
    kind = models.CharField(max_length=12, choices=Kind)
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    to_outside = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    back_by = models.DateField(null=True)
    purpose = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    slip = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("purpose",)
    free_text_about = "carrier"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "carrier", "kind", "from_person", "to_person", "to_outside", "on", "back_by",
            "purpose", "recorded_by", "recorded_at", "confirmed_at", "slip",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
