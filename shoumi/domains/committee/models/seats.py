"""Who is nominated for a seat of the committee, what a seat stands for, and why one ended (3.1)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import Appointment, Person, Role
from shoumi.kernel.activity.logged import (
    LoggedModel,
    LoggedQuerySet,
    VersionedModel,
    manager_of,
)
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


class Field(models.TextChoices):
    """What somebody on the committee knows (3.3)."""

    LAW = "law", _("Law")
    TECHNOLOGY = "technology", _("Technology")
    PERSONNEL = "personnel", _("Human resources")
    SECURITY = "security", _("Information security")


class Nomination(Record):
    """Somebody is proposed for a seat of the unit that the record stands in; once appointed it
    keeps the appointment and its letter. `fields` lists the tags of the seat, joined by commas.
    `until_on` is the first day on which the seat is held no more.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    role = models.CharField(max_length=20, choices=Role)
    fields = models.CharField(max_length=60, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    because = models.CharField(max_length=500)
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, null=True, related_name="nomination"
    )
    letter = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text = ("because",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "person", "role", "fields", "from_on", "until_on", "because",
            "appointment", "letter",
        )
    }  # fmt: skip

    @property
    def tags(self) -> list[str]:
        return [one for one in self.fields.split(",") if one]


class Vacancy(Record):
    """A seat that should be held and is not: of the unit that the record stands in; with `person`
    it is that person who should hold it. It is noted and filled by the calendar alone."""

    role = models.CharField(max_length=20, choices=Role)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    filled_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "role", "person", "since", "filled_on")
    }


class SeatFieldQuerySet(LoggedQuerySet["SeatField"]):
    def at(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class SeatField(VersionedModel):
    """A field that the holder of a seat stands for, from a day on; ended, never deleted (3.3)."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="fields")
    field = models.CharField(max_length=12, choices=Field)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("appointment", "field", "from_on", "until_on", "recorded_at", "version")
    }
    objects: ClassVar[SeatFieldQuerySet] = manager_of(SeatFieldQuerySet)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return self.get_field_display()


class SeatEnding(LoggedModel):
    """Why somebody's time in a seat ended 卸任, and on which day."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="endings")
    on = models.DateField()
    because = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("appointment", "on", "because", "recorded_at", "by")
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.on}"
