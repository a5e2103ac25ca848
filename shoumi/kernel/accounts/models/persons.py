"""Persons. A person may have no account; a person is never deleted."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from shoumi.kernel.accounts.models.units import OrgUnit
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of


class PersonQuerySet(LoggedQuerySet["Person"]):
    def active(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Person(VersionedModel):
    """Somebody the regime concerns: employee, expert, partner's contact.

    `pseudonym` is what the log calls this person; the name stands only here.
    """

    staff_number = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="persons")
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)
    pseudonym = models.CharField(max_length=32, unique=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "staff_number",
            "name",
            "name_en",
            "org_unit",
            "email",
            "mobile",
            "pseudonym",
            "from_on",
            "until_on",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[PersonQuerySet] = manager_of(PersonQuerySet)

    class Meta:
        ordering = ["staff_number"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def is_active(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


class AbsenceQuerySet(LoggedQuerySet["Absence"]):
    def at(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day, withdrawn=False)


class Absence(VersionedModel):
    """A time in which a deputy decides on a person's behalf; both days included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    from_on = models.DateField()
    until_on = models.DateField()
    withdrawn = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("person", "deputy", "from_on", "until_on", "withdrawn", "version")
    }
    objects: ClassVar[AbsenceQuerySet] = manager_of(AbsenceQuerySet)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}–{self.until_on}"
