"""A grading campaign 定密专项, each department's answer, and the secrets that it names (4.2)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from shoumi.domains.register.models.secret import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet


class Campaign(Record):
    """Every department of `org_unit` looks through what it has and answers by `due_on`.

    `scheme` says what is looked for and how; secrets nominated since `from_on` belong to it.
    """

    # Without a name of its own on the way back, which a field of its children would clash with.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    scheme = models.TextField()
    from_on = models.DateField()
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("scheme",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "scheme", "from_on", "opened_on", "closed_on", "paper")
    }


class AnswerQuerySet(RecordQuerySet):
    def asked_on(self, day: date) -> Self:
        """Those asked for by that day whose department still stood then, and which no later
        campaign had taken the place of."""
        stands = Q(org_unit__ended_on__isnull=True) | Q(org_unit__ended_on__gt=day)
        holds = Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=day)
        return self.filter(stands & holds, campaign__opened_on__lte=day)

    def silent_on(self, day: date) -> Self:
        """Those asked for that had not come in by that day."""
        open_then = Q(confirmed_on__isnull=True) | Q(confirmed_on__gt=day)
        return self.asked_on(day).filter(open_then)


class CampaignAnswer(Record):
    """What one department (`org_unit`) answers: the secrets it names and what it sees, or that
    there is nothing 零报告 and why. It came in when its head confirmed it. `lapsed_on` is the day
    on which a later campaign asked the department anew.
    """

    # Without a name of its own on the way back, which a field of its children would clash with.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="answers")
    is_nil = models.BooleanField(default=False)
    text = models.CharField(max_length=2000, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)

    free_text = ("text",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "campaign", "is_nil", "text", "written_by", "confirmed_by",
            "confirmed_on", "lapsed_on",
        )
    }  # fmt: skip
    objects: ClassVar[AnswerQuerySet] = manager_of(AnswerQuerySet)


class NamedSecretQuerySet(LoggedQuerySet["NamedSecret"]):
    def standing(self) -> Self:
        """Those that were not taken out of the answer again."""
        return self.filter(dropped=False)


class NamedSecret(LoggedModel):
    """A secret of the register that a department's answer names."""

    answer = models.ForeignKey(CampaignAnswer, on_delete=models.PROTECT, related_name="named")
    secret = models.ForeignKey(TradeSecret, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("answer", "secret", "dropped")}
    objects: ClassVar[NamedSecretQuerySet] = manager_of(NamedSecretQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "secret"], name="register_an_answer_names_a_secret_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.secret_id}"
