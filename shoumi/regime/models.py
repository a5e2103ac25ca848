"""Editions of the regime, their clauses, and what each clause is bound to. Bindings are data."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of
from shoumi.kernel.records.models import Record, RecordQuerySet


class EditionQuerySet(RecordQuerySet):
    def in_force_on(self, day: date) -> Self:
        began = Q(effective_on__lte=day)
        return self.filter(began & (Q(superseded_on__isnull=True) | Q(superseded_on__gt=day)))


class Edition(Record):
    """One edition of a company's regime (8.1): a draft, then in force, then superseded."""

    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=20)
    source_sha256 = models.CharField(max_length=64, blank=True)
    warnings = models.JSONField(default=list)
    effective_on = models.DateField(null=True)
    superseded_on = models.DateField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "record_ptr", "name_en", "source", "source_sha256", "warnings", "effective_on",
            "superseded_on",
        )
    }  # fmt: skip
    objects: ClassVar[EditionQuerySet] = manager_of(EditionQuerySet)

    @property
    def name(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.title


class ClauseQuerySet(LoggedQuerySet["Clause"]):
    def standing(self) -> Self:
        """Those that were not struck out of the draft, in the order of the text."""
        return self.filter(struck=False)


class Clause(LoggedModel):
    """A leaf clause with its stable id (`4.4`, `4.M2`); `because` says why it is bound as it is,
    or why it asks nothing. `confirmed_by` is the person who looked at the binding. One that is
    `struck` is no part of the edition: only whoever writes the draft still sees it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="clauses")
    ident = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=10)
    article_title = models.CharField(max_length=200, blank=True)
    article_title_en = models.CharField(max_length=200, blank=True)
    opening = models.TextField(blank=True)
    title = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    text_en = models.TextField(blank=True)
    controls = models.JSONField(default=list)
    because = models.CharField(max_length=500, blank=True)
    because_en = models.CharField(max_length=500, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    struck = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "edition", "ident", "place", "article", "article_title", "article_title_en",
            "opening", "title", "title_en", "text", "text_en", "controls", "because", "because_en",
            "confirmed_by", "confirmed_at", "struck",
        )
    }  # fmt: skip
    objects: ClassVar[ClauseQuerySet] = manager_of(ClauseQuerySet)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ident"], name="regime_clause_ids_differ")
        ]

    def __str__(self) -> str:
        return self.ident

    def said(self, name: str) -> str:
        """A field of this clause in the reader's language, where there is an English one."""
        english = getattr(self, f"{name}_en", "") if get_language() == "en" else ""
        return str(english or getattr(self, name))

    @property
    def words(self) -> str:
        return self.said("text")

    @property
    def name(self) -> str:
        """The clause's own heading; few companies' texts give one."""
        return self.said("title")

    @property
    def heading(self) -> str:
        return self.said("article_title")

    @property
    def reason(self) -> str:
        return self.said("because")
