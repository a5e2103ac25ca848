"""What one of those asked decided, live or on the paper that was signed instead; what a body
decided by one of its resolutions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.approvals.models.approval import Seat, Step
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record


class Verdict(models.TextChoices):
    AGREE = "agree", _("Agree")
    REFUSE = "refuse", _("Refuse")
    RETURN = "return", _("Return for correction")
    ABSTAIN = "abstain", _("Abstain")
    RECUSE = "recuse", _("Recuse oneself")


class Decision(LoggedModel):
    """A decision of a seat. `signed_on` is the true date, `recorded_at` when it was entered; on
    paper the two differ and both are shown, beside the scan of the `paper`."""

    class Source(models.TextChoices):
        LIVE = "live", _("Here")
        PAPER = "paper", _("On paper")

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="decisions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.LIVE)
    paper = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("note",)
    free_text_about = "step__approval__record"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "step", "seat", "person", "on_behalf_of", "verdict", "note", "source", "paper",
            "signed_on", "recorded_at", "recorded_by",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], name="approvals_one_decision_for_a_seat")
        ]

    def __str__(self) -> str:
        return self.verdict


class BodyDecision(LoggedModel):
    """How a body, such as the committee, settled its step: `basis` is the resolution that says so,
    and `decided_on` the day on which the body decided."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="by_body")
    verdict = models.CharField(max_length=10, choices=Verdict)
    basis = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("step", "verdict", "basis", "decided_on", "recorded_at")
    }

    def __str__(self) -> str:
        return self.verdict
