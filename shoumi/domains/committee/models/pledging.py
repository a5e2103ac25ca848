"""The yearly undertaking 承诺书, and interests that somebody declared (4.M2)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet


class Undertaking(Record):
    """The text of one year that everybody in a seat signs; `paper` is its exact wording, with the
    hash that every signature is bound to. Each signature is a receipt of that paper."""

    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    opened_on = models.DateField()
    paper = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("text",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "year", "text", "opened_on", "paper")
    }


class InterestQuerySet(RecordQuerySet):
    def at(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


class Interest(Record):
    """With whom or in what somebody has an interest of his own; it stands from a day until the
    day before `until_on`. The office and the director read it, and whoever declared it. `names` are
    the words, such as a company's name, by which a point of an agenda is seen to touch it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    text = models.CharField(max_length=500)
    names = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    free_text = ("text", "names")
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("record_ptr", "person", "text", "names", "from_on", "until_on")
    }
    objects: ClassVar[InterestQuerySet] = manager_of(InterestQuerySet)
