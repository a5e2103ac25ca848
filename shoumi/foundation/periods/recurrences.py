"""What falls due again and again: yearly, quarterly, monthly.

Anchored to the calendar, the dates stand whatever is done. Anchored to completion, the next date
is counted from the day the last occurrence was really done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from dateutil.rrule import MONTHLY, rrule

from shoumi.foundation.periods.dates import BadPeriod, add_months
from shoumi.foundation.periods.spans import Span


class Frequency(StrEnum):
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"


class Anchor(StrEnum):
    CALENDAR = "calendar"
    COMPLETION = "completion"


_MONTHS = {Frequency.YEARLY: 12, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every ``interval`` years, quarters or months.

    For a calendar anchor ``month`` (1-12 of the year, 1-3 of the quarter, 1 for monthly) and
    ``day`` say when; a day the month lacks becomes its last. A completion anchor ignores both.
    With an interval above 1, the count runs from the year of the date given as ``since``.
    Raises ``BadPeriod`` for a month or day that does not exist.
    """

    every: Frequency
    interval: int = 1
    anchor: Anchor = Anchor.CALENDAR
    month: int = 1
    day: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.interval <= 100:
            raise BadPeriod("an interval runs from 1 to 100")
        if not 1 <= self.month <= _MONTHS[self.every]:
            raise BadPeriod(f"{self.every} has no month {self.month}")
        if not 1 <= self.day <= 31:
            raise BadPeriod(f"no month has a day {self.day}")

    @property
    def months(self) -> int:
        """The distance between two occurrences, in months."""
        return _MONTHS[self.every] * self.interval

    def occurrences(self, span: Span, *, since: date) -> tuple[date, ...]:
        """The calendar's due dates within ``span``, none before ``since``.

        Raises ``BadPeriod`` for a recurrence anchored to completion, whose later dates depend on
        what has not happened yet.
        """
        if self.anchor is not Anchor.CALENDAR:
            raise BadPeriod("dates anchored to completion are not known in advance")
        first = max(span.first, since)
        found: list[date] = []
        for on in self._dates(since):
            if on > span.last:
                break
            if on >= first:
                found.append(on)
        return tuple(found)

    def next_due(self, after: date, *, since: date, completed_on: date | None = None) -> date:
        """The next due date: on the calendar the first one after ``after`` and not before
        ``since``; by completion one period after ``completed_on``, or after ``since`` if it was
        never done (that date may lie before ``after``: it is overdue, not skipped).

        Raises ``BadPeriod`` outside the calendar.
        """
        if self.anchor is Anchor.COMPLETION:
            return add_months(completed_on or since, self.months)
        for on in self._dates(since):
            if on > after and on >= since:
                return on
        raise BadPeriod(f"nothing falls due after {after} before the calendar ends")

    def _dates(self, since: date) -> Iterator[date]:
        """Every due date from the year of ``since`` on, in order."""
        begin = datetime.combine(date(since.year, self.month, 1), time())
        # The last existing day up to the one wanted: RRULE alone would skip 31 in short months.
        days = range(min(self.day, 28), self.day + 1)
        rule = rrule(
            MONTHLY, dtstart=begin, interval=self.months, bymonthday=tuple(days), bysetpos=-1
        )
        return (moment.date() for moment in rule)
