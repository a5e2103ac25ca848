"""Who was called to a meeting and was there, and who kept out of one of its points."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.committee.models.meeting import AgendaItem, Meeting
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import (
    LoggedModel,
    LoggedQuerySet,
    VersionedModel,
    manager_of,
)


class AttendanceQuerySet(LoggedQuerySet["Attendance"]):
    def voting(self) -> Self:
        return self.filter(is_voting=True)

    def present(self) -> Self:
        return self.filter(state=Attendance.State.PRESENT)


class Attendance(VersionedModel):
    """One person called to one meeting. `is_voting` is whether a seat of the committee was held
    when notice was given; others sit in 列席."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("of an attendance", "Called")
        PRESENT = "present", pgettext_lazy("of an attendance", "Present")
        LEAVE = "leave", pgettext_lazy("of an attendance", "On leave")
        ABSENT = "absent", pgettext_lazy("of an attendance", "Absent")
        LEFT = "left", pgettext_lazy("of an attendance", "Left before the end")

    class Method(models.TextChoices):
        SELF = "self", _("Signed in by himself")
        CODE = "code", _("Signed in with the code in the room")
        RECORDER = "recorder", _("Entered by the recorder")
        WRITTEN = "written", _("By answering in writing")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_voting = models.BooleanField()
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    signed_in_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=8, choices=Method, blank=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("meeting", "person", "is_voting", "state", "signed_in_at", "method", "version")
    }
    objects: ClassVar[AttendanceQuerySet] = manager_of(AttendanceQuerySet)

    class Meta:
        ordering = ["-is_voting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="committee_one_attendance_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Recusal(LoggedModel):
    """Somebody keeps out of a point 回避: he is not counted and does not vote on it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    free_text = ("reason",)
    free_text_about = "item__matter"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {1: ("item", "person", "reason", "at")}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], name="committee_one_recusal_for_a_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
