"""What the office draws up from the records on paper: a member's year, the seats of a day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Extract(Record):
    """A member's record of service 履职表 of one year, or the list of seats 组成名单 of one day.

    `on` is the day up to which was counted, or whose seats are listed; `person` is the member.
    Nothing of it is kept here but the paper: drawn up anew, it replaces the one before.
    """

    class Sort(models.TextChoices):
        SERVICE = "service", _("Member's record of service")
        SEATS = "seats", _("List of seats")

    sort = models.CharField(max_length=10, choices=Sort)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    paper = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "sort", "person", "year", "on", "paper")
    }
