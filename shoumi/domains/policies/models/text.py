"""What an edition says, clause by clause, and the laws that it was held against."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import get_language

from shoumi.domains.policies.models.edition import Edition
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, manager_of


class ClauseQuerySet(LoggedQuerySet["EditionClause"]):
    def standing(self) -> Self:
        """Those that were not struck out of the draft, in the order of the text."""
        return self.filter(struck=False)


class EditionClause(LoggedModel):
    """One clause. `ident` stays the same from edition to edition, which is how they are compared;
    `place` orders them. The Chinese text governs, the English is a translation of it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="clauses")
    ident = models.CharField(max_length=20)
    place = models.PositiveIntegerField()
    heading = models.CharField(max_length=450)
    text = models.TextField()
    heading_en = models.CharField(max_length=450, blank=True)
    text_en = models.TextField(blank=True)
    struck = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("edition", "ident", "place", "heading", "text", "heading_en", "text_en", "struck")
    }
    objects: ClassVar[ClauseQuerySet] = manager_of(ClauseQuerySet)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "ident"], name="policies_a_clause_has_its_own_ident"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ident} {self.display_heading}"

    @property
    def display_heading(self) -> str:
        return self.heading_en if self.heading_en and get_language() == "en" else self.heading

    @property
    def display_text(self) -> str:
        return self.text_en if self.text_en and get_language() == "en" else self.text


class EditionBasis(LoggedModel):
    """A law that the edition was checked against, in the version that held on that day (1).

    A later check writes a new row; the last one by a day counts. `version` is empty where the law
    had none in force any more; with `dropped` the edition rests on it no more.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="basis", db_index=False
    )
    law = models.CharField(max_length=40)
    law_version = models.CharField(max_length=40, blank=True)
    checked_on = models.DateField()
    dropped = models.BooleanField(default=False)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("edition", "law", "law_version", "checked_on", "dropped")
    }

    class Meta:
        ordering = ["law", "checked_on", "id"]
        indexes = [
            models.Index(fields=["edition", "checked_on", "law"], name="policies_basis_checked")
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.law_version}"
