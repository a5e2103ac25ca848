"""What a department said of a plan's draft, and what came of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.models.plan import Plan
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import VersionedModel
from shoumi.kernel.records.models import Record


class PlanRemark(VersionedModel):
    """A remark on one item (`ident`) or on the whole plan (None)."""

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NOT_TAKEN_UP = "not_taken_up", _("Not taken up")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="remarks")
    ident = models.PositiveSmallIntegerField(null=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    text = models.CharField(max_length=2000)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    free_text = ("text", "answer")
    free_text_about = "plan"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "plan", "ident", "said_by", "said_on", "text", "outcome", "answer", "answered_by",
            "answered_on", "version",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["ident", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.pk}"

    @property
    def record(self) -> Record:
        """The record that access asks about."""
        return self.plan
