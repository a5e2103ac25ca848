"""Changes of a graded secret, and its yearly reviews."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models.secret import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel


class Change(LoggedModel):
    """A proposal to regrade, extend or declassify; the old and the new stand side by side."""

    class Kind(models.TextChoices):
        REGRADE = "regrade", _("Change the grade")
        EXTEND = "extend", _("Extend the term")
        DECLASSIFY = "declassify", _("Declassify")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        MADE = "made", _("Made")
        DROPPED = "dropped", _("Not made")

    secret = models.ForeignKey(
        TradeSecret, on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    from_grade = models.CharField(max_length=20)
    to_grade = models.CharField(max_length=20)
    from_term = models.CharField(max_length=20)
    to_term = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    effective_on = models.DateField(null=True)

    free_text = ("reason",)
    free_text_about = "secret"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "secret", "kind", "state", "from_grade", "to_grade", "from_term", "to_term", "reason",
            "proposed_by", "proposed_at", "effective_on",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [
            models.Index(fields=["effective_on", "secret"], name="register_change_made"),
            models.Index(
                fields=["secret", "state", "effective_on", "proposed_at"],
                name="register_change_of_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Review(LoggedModel):
    """The yearly look at a secret: still secret, still of this grade? (4.2)"""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("Keep as it is")
        CHANGE = "change", _("Should change")

    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.CharField(max_length=500, blank=True)
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    free_text = ("note",)
    free_text_about = "secret"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("secret", "on", "outcome", "note", "reviewer", "recorded_at")
    }

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["on", "secret"], name="register_review_on")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.on}"
