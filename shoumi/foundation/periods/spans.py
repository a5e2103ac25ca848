"""Stretches of days with both ends included: the year, quarter or month a date falls in."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shoumi.foundation.periods.dates import BadPeriod


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from ``first`` to ``last``, both included. Raises ``BadPeriod`` if empty."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadPeriod(f"{self.last} lies before {self.first}")

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year_of(on: date) -> Span:
    return Span(date(on.year, 1, 1), date(on.year, 12, 31))


def quarter_of(on: date) -> Span:
    first = (on.month - 1) // 3 * 3 + 1
    return Span(date(on.year, first, 1), _month_end(on.year, first + 2))


def month_of(on: date) -> Span:
    return Span(on.replace(day=1), _month_end(on.year, on.month))
