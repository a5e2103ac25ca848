"""The consultation of staff 民主程序: what was said of a draft, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models.edition import Edition
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, VersionedModel
from shoumi.kernel.records.models import Record


class Consultation(LoggedModel):
    """One round of asking the staff. `text_sha256` is the hash of the draft that lay before them,
    `outcome` what came of the round as a whole."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="consultations")
    opened_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True)
    how = models.CharField(max_length=300)
    text_sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=1000, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("edition", "opened_on", "closes_on", "closed_on", "how", "text_sha256", "outcome")
    }

    class Meta:
        ordering = ["opened_on", "id"]

    def __str__(self) -> str:
        return f"{self.opened_on}–{self.closes_on}"


class Remark(VersionedModel):
    """What one of the staff said of the draft, of one clause or of the whole, and what came of it.

    `entered_by` is somebody else where it was said at a meeting or on paper.
    """

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NOT_TAKEN_UP = "not_taken_up", _("Not taken up")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="remarks")
    clause_ident = models.CharField(max_length=20, blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    text = models.CharField(max_length=2000)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "consultation", "clause_ident", "said_by", "entered_by", "said_on", "text", "outcome",
            "answer", "answered_by", "answered_on", "version",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["clause_ident", "id"]

    def __str__(self) -> str:
        return f"{self.clause_ident} {self.pk}"

    @property
    def record(self) -> Record:
        """The record that access asks about."""
        return self.consultation.edition
