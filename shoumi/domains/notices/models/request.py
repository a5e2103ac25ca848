"""What one department asks of others 协作请求, and what each of them answers for itself (5.3)."""

from typing import ClassVar

from django.db import models

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class CooperationRequest(Record):
    """Asked by a unit (`org_unit`), wanted by `due_on`. Over once each answer is over."""

    # Without a name of its own on the way back, which a field of its children would clash with.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    text = models.CharField(max_length=2000)
    asked_on = models.DateField()
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("text",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "text", "asked_on", "paper")
    }


class CooperationAnswer(Record):
    """One unit's (`org_unit`) part in a request: taken on or declined by `answer_by`, then done by
    the day wanted, and confirmed by whoever asked."""

    request = models.ForeignKey(
        CooperationRequest, on_delete=models.PROTECT, related_name="answers"
    )
    answer_by = models.DateField()
    answered_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    reply = models.CharField(max_length=2000, blank=True)
    replied_on = models.DateField(null=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)

    free_text = ("reason", "reply")
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "request", "answer_by", "answered_on", "reason", "reply", "replied_on",
            "replied_by", "confirmed_on",
        )
    }  # fmt: skip
