"""A question on what a clause means, and the committee's answer, published beside the clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from shoumi.domains.policies.models.text import EditionClause
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Question(Record):
    """An interpretation 解释: asked, answered in draft, agreed on, published (8.1).

    `asked_en` and `answer_en` are a translation of what was published in Chinese, which governs.
    """

    clause_asked = models.ForeignKey(
        EditionClause, on_delete=models.PROTECT, related_name="questions"
    )
    asked = models.CharField(max_length=1000)
    asked_on = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    asked_en = models.CharField(max_length=1000, blank=True)
    answer_en = models.CharField(max_length=2000, blank=True)
    published_on = models.DateField(null=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "clause_asked", "asked", "asked_on", "answer", "asked_en", "answer_en",
            "published_on", "paper",
        )
    }  # fmt: skip

    @property
    def display_asked(self) -> str:
        return self.asked_en if self.asked_en and get_language() == "en" else self.asked

    @property
    def display_answer(self) -> str:
        return self.answer_en if self.answer_en and get_language() == "en" else self.answer
