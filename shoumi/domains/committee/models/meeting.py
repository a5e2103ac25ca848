"""Meetings 会议, what stands on their agenda 议程, and what was corrected in their minutes 纪要."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import (
    LoggedModel,
    LoggedQuerySet,
    VersionedModel,
    manager_of,
)
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Meeting(Record):
    """A meeting of a legal entity's committee, or a vote in writing 传签 between two (4.4, 5.1).

    `seats` and `quorum` are counted when notice is given and stay as they were; `present` counts
    the members entitled to vote who were there when it was opened, in writing those who answered.
    `session_on` is the day on which it was held; `review` is the assessment of the regime that was
    frozen for a yearly work meeting.
    """

    class Form(models.TextChoices):
        YEARLY = "yearly", _("Yearly work meeting")
        REGULAR = "regular", _("Regular meeting")
        EXTRAORDINARY = "extraordinary", _("Extraordinary meeting")
        WRITTEN = "written", _("Vote in writing")

    form = models.CharField(max_length=15, choices=Form)
    starts_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    answers_by = models.DateField(null=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField(default=0)
    quorum = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(null=True)
    session_on = models.DateField(null=True)
    remarks = models.TextField(blank=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    review = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    minutes = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "form", "starts_at", "place", "answers_by", "chair", "recorder", "seats",
            "quorum", "present", "session_on", "remarks", "drafted_by", "notice", "review",
            "minutes",
        )
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["form", "session_on"], name="committee_meeting_held")]

    @property
    def is_written(self) -> bool:
        return self.form == self.Form.WRITTEN


class AgendaItemQuerySet(LoggedQuerySet["AgendaItem"]):
    def unfinished(self, entity: Any) -> Self:
        """What was carried over and stands on no later agenda yet."""
        return self.filter(
            meeting__entity=entity, state=AgendaItem.State.CARRIED_OVER, carried_to__isnull=True
        )


class AgendaItem(VersionedModel):
    """One point of an agenda. `matter` is the record that waits for the committee: it is named by
    its number alone, since not everybody who reads an agenda may read what it is called. `wording`
    is the draft of what is to be resolved, `proposer` who asked for a point of its own."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of an agenda item", "Open")
        SETTLED = "settled", pgettext_lazy("of an agenda item", "Settled")
        CARRIED_OVER = "carried_over", pgettext_lazy("of an agenda item", "Carried over")

    class Outcome(models.TextChoices):
        INFORMATION = "information", _("For information")
        DECISION = "decision", _("Decision")
        TASK = "task", _("Decision with a task")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    matter = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, related_name="agenda_items"
    )
    wording = models.CharField(max_length=1000, blank=True)
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="carried_to"
    )

    free_text = ("title", "wording", "note")
    free_text_about = "matter"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "meeting", "order", "title", "matter", "wording", "proposer", "note", "outcome",
            "state", "carried_from", "version",
        )
    }  # fmt: skip
    objects: ClassVar[AgendaItemQuerySet] = manager_of(AgendaItemQuerySet)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="committee_items_stand_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        """What the agenda says of it; of a matter its number only."""
        if self.matter is None:
            return self.title
        return f"{self.title} · {self.matter.reference}" if self.title else self.matter.reference


class Correction(LoggedModel):
    """What was put right in minutes that were signed already; the text itself stays."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    text = models.CharField(max_length=1000)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("meeting", "text", "on", "by")}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.on}"
