"""A circular 通报, whom it is addressed to, and who received it for which unit (3.2, 4.M4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Circular(Record):
    """What the office tells departments, affiliates or people. `source` is the signed minutes or
    the resolution that it was drafted from; `due_on` the last day to confirm it."""

    class Reaches(models.TextChoices):
        UNITS = "units", _("Departments and affiliates")
        STAFF = "staff", _("Everybody in them")
        PERSONS = "persons", _("Named persons")

    text = models.TextField()
    reaches = models.CharField(max_length=10, choices=Reaches)
    source = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="circulars_from"
    )
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(null=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("text",)
    free_text_about = "source"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "text", "reaches", "source", "approved_by", "issued_on", "paper")
    }


class Addressee(LoggedModel):
    """A unit or a person that a circular is addressed to; struck out again while it is drafted."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="addressees")
    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    struck = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("circular", "org_unit", "person", "struck")
    }

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="notices_addressee_is_one",
                condition=models.Q(org_unit__isnull=False, person__isnull=True)
                | models.Q(org_unit__isnull=True, person__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.org_unit or self.person)


class Recipient(LoggedModel):
    """A receipt, and the unit that it counts for: one person may receive for several units."""

    circular = models.ForeignKey(
        Circular, on_delete=models.PROTECT, db_index=False, related_name="recipients"
    )
    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("circular", "org_unit", "receipt")}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["circular", "org_unit", "receipt"], name="notices_a_receipt_counts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.org_unit_id} {self.receipt_id}"
