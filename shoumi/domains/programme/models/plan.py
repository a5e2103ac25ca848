"""A plan: of several years 发展规划 or of one year 年度计划, from draft to summary (4.1)."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.activity.logged import manager_of
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record, RecordQuerySet

OVER = ("declined", "withdrawn", "superseded", "summed_up")
BEFORE_ISSUE = ("draft", "consulting", "consulted", "submitted", "adopted")
CARRIED_OUT = ("in_force", "summing", "summary_adopted")


class PlanQuerySet(RecordQuerySet):
    stands_alone = True

    def of_year(self, year: int) -> Self:
        return self.filter(from_year__lte=year, to_year__gte=year)

    def issued_by(self, day: date) -> Self:
        """Adopted and issued by that day, whatever became of them since."""
        return self.filter(adopted_on__lte=day, issued_on__lte=day)

    def in_force_at(self, day: date) -> Self:
        """Issued, and not replaced by an amended one yet."""
        ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.filter(ended, issued_on__lte=day)

    def standing(self) -> Self:
        """All but those that came to nothing: declined or withdrawn."""
        return self.exclude(state__in=["declined", "withdrawn"])


class Plan(Record):
    """What the committee of `entity` sets itself for the years from–to; both the same for a yearly
    plan, which may carry out one of several years.

    An amended plan is a new version (`ordinal`) that supersedes the one before; `ended_on` is the
    first day on which a version holds no more. `text_sha256` is the hash of what was adopted.
    `figures` is the year compared as it was when the summary was put before those who decide.
    """

    class Sort(models.TextChoices):
        LONG = "long", _("Plan of several years")
        YEARLY = "yearly", _("Yearly plan")

    # Without a name of its own on the way back: other records may have plans of their own.
    record_ptr = models.OneToOneField(
        Record, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    sort = models.CharField(max_length=10, choices=Sort)
    title_en = models.CharField(max_length=200, blank=True)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField()
    aim = models.CharField(max_length=1000, blank=True)
    carries_out = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="carried_out_by"
    )
    ordinal = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    because = models.CharField(max_length=500, blank=True)
    consulted_from = models.DateField(null=True)
    consulted_until = models.DateField(null=True)
    adopted_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    summary = models.TextField(max_length=5000, blank=True)
    figures = models.JSONField(default=dict)
    summary_adopted_on = models.DateField(null=True)
    summed_up_on = models.DateField(null=True)
    summary_paper = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    free_text: ClassVar[tuple[str, ...]] = ("title_en", "aim", "because", "summary")
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "sort", "title_en", "from_year", "to_year", "aim", "carries_out",
            "ordinal", "supersedes", "because", "consulted_from", "consulted_until", "adopted_on",
            "issued_on", "ended_on", "text_sha256", "paper", "summary", "figures",
            "summary_adopted_on", "summed_up_on", "summary_paper",
        )
    }  # fmt: skip
    objects: ClassVar[PlanQuerySet] = manager_of(PlanQuerySet)

    class Meta:
        indexes = [models.Index(fields=["from_year", "to_year"], name="programme_plan_years")]

    @property
    def display_title(self) -> str:
        """In the reader's language, where it has a title in it."""
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def is_yearly(self) -> bool:
        return self.sort == self.Sort.YEARLY

    @property
    def first_day(self) -> date:
        return date(self.from_year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.to_year, 12, 31)

    @property
    def years(self) -> str:
        return str(self.from_year) if self.is_yearly else f"{self.from_year}–{self.to_year}"
