"""An edition of a rule: from its draft to the day on which another takes its place."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from shoumi.domains.policies.models.rule import Rule
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet


class RuleEditionQuerySet(RecordQuerySet):
    def in_force_at(self, day: date) -> Self:
        """Published, begun, and not yet replaced or repealed on that day."""
        ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(ended, in_force_on__lte=day)


class Edition(Record):
    """One text of a rule. `wanted_on` is the day on which it is to take effect, None for the day of
    its publication; `in_force_on` is that day once it is published, `ended_on` the first day on
    which it holds no more. `text_sha256` is the hash of the text as it was published, which is what
    everybody confirms on `paper`; `annex` is what the edition sets besides its clauses, as its sort
    has it: the grades of a grading standard, the entries of a scope catalogue.
    """

    # Without a name of its own on the way back: the regime has editions too.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="editions")
    ordinal = models.PositiveSmallIntegerField()
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    summary = models.CharField(max_length=500, blank=True)
    wanted_on = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    annex = models.JSONField(default=dict)
    text_sha256 = models.CharField(max_length=64, blank=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "rule", "ordinal", "supersedes", "summary", "wanted_on", "adopted_on",
            "published_on", "in_force_on", "ended_on", "annex", "text_sha256", "paper",
        )
    }  # fmt: skip
    objects: ClassVar[RuleEditionQuerySet] = manager_of(RuleEditionQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "ordinal"], name="policies_editions_are_counted"
            )
        ]
        indexes = [models.Index(fields=["in_force_on", "ended_on"], name="policies_in_force")]
