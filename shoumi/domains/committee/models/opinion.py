"""What an expert of the committee was asked about a record, and what he said (3.3)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models.seats import Field
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Audience, Record


class Opinion(Record):
    """One expert's opinion on one record, `about`; whoever sees that record sees the opinion.

    `text_sha256` is the hash of the words as they were signed. `opened` is the row of audience
    that was made for it, so that it ends when the opinion is given; `answered_on` is the day on
    which it was given, declined or taken back.
    """

    about = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="opinions")
    field = models.CharField(max_length=12, choices=Field)
    asked = models.CharField(max_length=1000)
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened = models.ForeignKey(Audience, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("Opinion"), max_length=4000, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    answered_on = models.DateField(null=True)
    paper = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("asked", "text")
    free_text_about = "about"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "about", "field", "asked", "asked_of", "opened", "text",
            "text_sha256", "answered_on", "paper",
        )
    }  # fmt: skip
