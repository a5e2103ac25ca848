"""Resolutions 议定事项: what the committee decided, and what becomes of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models.meeting import AgendaItem
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.approvals.models import Verdict
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet


class ResolutionQuerySet(RecordQuerySet):
    def unratified(self, entity: Any) -> Self:
        """Interim decisions that no meeting has ratified or refused to ratify."""
        return self.filter(entity=entity, is_interim=True, ratified_by__isnull=True)


class Resolution(Record):
    """What was resolved, on which point of which agenda, about which matter (3.2, 5.1).

    With a `lead` and a day it is a task from the moment of its adoption. `effected_entry` is the
    log's entry by which its effect on the matter was carried out. `proposer` asked for the decision
    and is told what becomes of it. An interim decision of the
    director has no item; `ratified_by` is the resolution by which a meeting took it over, or did
    not.
    """

    text = models.CharField(max_length=1000)
    item = models.OneToOneField(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="resolution"
    )
    matter = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="resolutions"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    in_force_on = models.DateField()
    effected_entry = models.UUIDField(null=True)
    is_interim = models.BooleanField(_("Interim decision"), default=False)
    ratified_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="ratifies"
    )
    result = models.CharField(max_length=1000, blank=True)
    reported_on = models.DateField(null=True)
    paper = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("text", "result")
    free_text_about = "matter"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "text", "item", "matter", "verdict", "lead", "proposer",
            "in_force_on", "effected_entry", "is_interim", "ratified_by", "result",
            "reported_on", "paper",
        )
    }  # fmt: skip
    objects: ClassVar[ResolutionQuerySet] = manager_of(ResolutionQuerySet)
