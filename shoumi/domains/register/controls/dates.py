"""Days that fall due, as they stood on a past day: what changed since is put back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.db.models.expressions import Combinable

from shoumi.domains.register.controls.evidence import SHOWN, evidence_of, in_force
from shoumi.domains.register.rules.proving import status_of
from shoumi.kernel.controls import Evidence, Status


@dataclass(frozen=True)
class Tally:
    """How many of the secrets in force are past their day, and how many fall due within notice."""

    all: int
    late: int
    soon: int
    next_due: date | None

    @property
    def status(self) -> Status:
        return status_of(subjects=self.all, broken=self.late, due=self.soon)


@dataclass(frozen=True)
class Dates:
    """The days in the field `name` of the secrets in force on `as_of`.

    `changed` finds those whose day was set anew afterwards, and `then` is what it was until that;
    all others stand as they stood, so that a large register is counted by its index alone.
    `within` narrows to what that index begins with; `since` is the day that evidence shows.
    """

    as_of: date
    name: str
    changed: Q
    then: Mapping[int, date | None]
    within: Q = field(default_factory=Q)
    since: str | Combinable = "effective_on"

    def tally(self, notice: timedelta) -> Tally:
        """Three queries."""
        limit = self.as_of + notice
        same = in_force(self.as_of).filter(self.within & ~self.changed)
        count = same.filter(self._until(limit)).aggregate(
            late=Count("pk", filter=self._before(self.as_of)), soon=Count("*")
        )
        coming = same.filter(**{f"{self.name}__gte": self.as_of})
        first = coming.aggregate(first=Min(self.name))["first"]
        days = [day for day in self.then.values() if day is not None]
        return Tally(
            all=in_force(self.as_of).count(),
            late=count["late"] + sum(day < self.as_of for day in days),
            soon=count["soon"] + sum(day <= limit for day in days),
            next_due=min(
                [day for day in (first, *days) if day and day >= self.as_of], default=None
            ),
        )

    def shown(self, status: Status, notice: timedelta) -> tuple[Evidence, ...]:
        """What proves that status, the longest overdue first. One query."""
        if status is Status.KEPT:
            return evidence_of(in_force(self.as_of), "-pk", on=self.since)
        limit = self.as_of - timedelta(days=1) if status is Status.BROKEN else self.as_of + notice
        days = {pk: day for pk, day in self.then.items() if day is not None and day <= limit}
        first = sorted(days, key=lambda pk: (days[pk], pk))[:SHOWN]
        found = Q(pk__in=first) | (self._until(limit) & ~self.changed)
        secrets = in_force(self.as_of).filter(self.within & found)
        return evidence_of(secrets, self.name, on=self.since)

    def _before(self, day: date) -> Q:
        return Q(**{f"{self.name}__lt": day})

    def _until(self, day: date) -> Q:
        return Q(**{f"{self.name}__lte": day})
