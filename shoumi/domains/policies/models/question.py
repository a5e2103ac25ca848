"""A question on what a clause means, and the committee's answer, published beside the clause."""

from typing import ClassVar

from django.db import models

from shoumi.domains.policies.models.text import EditionClause
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Question(Record):
    """An interpretation 解释: asked, answered in draft, agreed on, published (8.1)."""

    clause_asked = models.ForeignKey(
        EditionClause, on_delete=models.PROTECT, related_name="questions"
    )
    asked = models.CharField(max_length=1000)
    asked_on = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    published_on = models.DateField(null=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "clause_asked", "asked", "asked_on", "answer", "published_on", "paper")
    }
