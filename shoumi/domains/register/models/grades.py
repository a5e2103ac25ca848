"""Grades are configuration, and a grade bites: it sets who approves, how long, what may leave."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import Badge, Level, authority_of
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of


class GradeQuerySet(LoggedQuerySet["Grade"]):
    def in_use(self) -> Self:
        return self.filter(active=True)

    def secret(self) -> Self:
        """The grades of trade secrets; internal 内部 is none."""
        return self.filter(is_secret=True)


class Grade(VersionedModel):
    """One grade of the scheme in use; `rank` 1 is the highest. Months and days are numbers.

    `approvers` lists, in order, the posts that take part: head, leader, chair decide, office files.
    `from_score` is the assistant's score from which it is proposed; `marking` lists the places
    where the words of `mark` must stand.
    """

    class Export(models.TextChoices):
        NEVER = "never", _("Never leaves")
        APPROVED = "approved", _("Leaves after review")
        ALLOWED = "allowed", _("May leave")

    code = models.CharField(max_length=20, unique=True)
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=12)
    from_score = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=20)
    is_secret = models.BooleanField(default=True)
    approvers = models.JSONField(default=list)
    extension_approvers = models.JSONField(default=list)
    review_months = models.PositiveSmallIntegerField()
    longest_grant_days = models.PositiveSmallIntegerField()
    default_term = models.CharField(max_length=20)
    max_audience = models.PositiveIntegerField(null=True)
    export = models.CharField(max_length=10, choices=Export)
    watermark = models.CharField(max_length=10)
    two_person = models.BooleanField(default=False)
    mark = models.CharField(max_length=40)
    mark_en = models.CharField(max_length=40, blank=True)
    marking = models.JSONField(default=list)
    sign_in = models.CharField(max_length=20)
    preset = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "code", "rank", "name", "name_en", "level", "from_score", "colour", "is_secret",
            "approvers",
            "extension_approvers", "review_months", "longest_grant_days", "default_term",
            "max_audience", "export", "watermark", "two_person", "mark", "mark_en",
            "marking", "sign_in", "preset", "active", "version",
        )
    }  # fmt: skip
    objects: ClassVar[GradeQuerySet] = manager_of(GradeQuerySet)

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @property
    def gravity(self) -> tuple[int, int, int]:
        """Sorts by how grave, the gravest first, also where one grade is out of use: the rank that
        it had says nothing among those of now."""
        return (-authority_of(self.approvers), list(Level).index(Level(self.level)), self.rank)

    @property
    def shade(self) -> int:
        """Of its mark on screens, 1 the strongest: it stays when another grade is added."""
        return list(Badge).index(Badge(self.colour)) + 1
