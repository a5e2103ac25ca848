"""Working days with the holidays and make-up days (调休) that the caller passes in.

China's holidays are announced year by year, so a year nobody has entered yet is counted by its
weekends alone and every answer that touches it says that it is estimated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from shoumi.foundation.periods.dates import BadPeriod, add_days

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday: a holiday, or a weekend day that is worked."""

    on: date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """Weekdays are worked, weekends are not, and ``days`` say where that is not so.

    ``known_years`` are the years whose holidays are complete; by default those of ``days``.
    Raises ``BadPeriod`` when one day is given twice with different answers.
    """

    days: tuple[CalendarDay, ...] = ()
    known_years: frozenset[int] = frozenset()
    _overrides: dict[date, bool] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        overrides: dict[date, bool] = {}
        for day in self.days:
            if overrides.setdefault(day.on, day.is_workday) != day.is_workday:
                raise BadPeriod(f"{day.on} is given both as a holiday and as a working day")
        object.__setattr__(self, "_overrides", overrides)

    @classmethod
    def of(cls, days: Iterable[CalendarDay]) -> WorkCalendar:
        """A calendar that knows exactly the years its days lie in."""
        given = tuple(days)
        return cls(given, frozenset(day.on.year for day in given))

    def is_workday(self, on: date) -> bool:
        return self._overrides.get(on, on.weekday() < _SATURDAY)

    def is_known(self, first: date, last: date) -> bool:
        """Whether the holidays of every year touched are known, in either direction."""
        low, high = sorted((first.year, last.year))
        return all(year in self.known_years for year in range(low, high + 1))

    def add_workdays(self, on: date, count: int) -> date:
        """The ``count``-th working day after ``on`` (before it, if negative).

        ``on`` itself is never counted; a count of 0 gives ``on`` or the next working day.
        Raises ``BadPeriod`` outside the calendar.
        """
        if count == 0:
            return self.on_or_after(on)
        step, here = (1 if count > 0 else -1), on
        for _ in range(abs(count)):
            here = self._walk(add_days(here, step), step)
        return here

    def on_or_after(self, on: date) -> date:
        """``on`` if it is worked, else the next day that is (Civil Code art. 203)."""
        return self._walk(on, 1)

    def count_between(self, after: date, until: date) -> int:
        """Working days after ``after`` up to and including ``until``; negative when it is past."""
        if until < after:
            return -self.count_between(until, after)
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(self.is_workday(day) for day in days)

    def _walk(self, on: date, step: int) -> date:
        while not self.is_workday(on):
            on = add_days(on, step)
        return on
