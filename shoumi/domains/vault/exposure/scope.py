"""Of which secrets, on which day, and of whom it is asked."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import Standing, standing


@dataclass(frozen=True)
class Scope:
    """`secrets` is a query set of them; without a person it is asked of everybody."""

    secrets: Any
    day: date
    person: Person | None = None

    @property
    def keys(self) -> Any:
        """The secrets' keys, as a query within another."""
        return self.secrets.order_by().values("pk")

    @property
    def seat(self) -> Standing | None:
        """The person's standing on that day."""
        if self.person is None:
            return None
        return standing(self.person, timezone.make_aware(datetime.combine(self.day, time(12))))

    def of_person(self, field: str) -> dict[str, Any]:
        """What narrows rows to the person."""
        return {} if self.person is None else {field: self.person}
