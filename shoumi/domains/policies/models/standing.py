"""What befalls an edition in force: its reviews, and clauses suspended because the law is against
them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models.edition import Edition
from shoumi.domains.policies.models.text import EditionClause
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedModel, LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.records.models import Record


class EditionReview(LoggedModel):
    """Somebody looked at an edition in force again, held it against the law, and said what of it
    (4.1)."""

    class Finding(models.TextChoices):
        STANDS = "stands", _("It stands as it is")
        REVISE = "revise", _("It needs a new edition")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    finding = models.CharField(max_length=10, choices=Finding)
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("edition", "on", "finding", "note", "by")
    }

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.finding}"


class SuspensionQuerySet(LoggedQuerySet["Suspension"]):
    def at(self, day: date) -> Self:
        """Those that held on that day."""
        return self.filter(Q(lifted_on__isnull=True) | Q(lifted_on__gt=day), from_on__lte=day)


class Suspension(VersionedModel):
    """A clause that is not applied because the law is against it (8.2): `because` says how,
    `revise_by` until when it is to be mended, `told` the sending by which everybody learnt of it.
    """

    clause = models.ForeignKey(EditionClause, on_delete=models.PROTECT, related_name="suspensions")
    law = models.CharField(max_length=40)
    because = models.CharField(max_length=500)
    from_on = models.DateField()
    revise_by = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_because = models.CharField(max_length=500, blank=True)
    told = models.ForeignKey(Dispatch, on_delete=models.PROTECT, null=True, related_name="+")

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "clause", "law", "because", "from_on", "revise_by", "lifted_on", "lifted_because",
            "told", "version",
        )
    }  # fmt: skip
    objects: ClassVar[SuspensionQuerySet] = manager_of(SuspensionQuerySet)

    class Meta:
        ordering = ["from_on", "id"]

    def __str__(self) -> str:
        return f"{self.clause_id} {self.from_on}"

    @property
    def record(self) -> Record:
        """The record that access asks about."""
        return self.clause.edition
