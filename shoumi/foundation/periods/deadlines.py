"""Due dates: so many days, working days, months or years from a date ("+5wd", "-7wd", "1y")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shoumi.foundation.periods.dates import BadPeriod, add_days, add_months
from shoumi.foundation.periods.workdays import WorkCalendar

_OFFSET = re.compile(r"([+-]?\d{1,5}) ?(wd|workdays?|d|days?|m|months?|y|years?)")


class Unit(StrEnum):
    WORKDAY = "wd"
    DAY = "d"
    MONTH = "m"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time. ``str(offset)`` is its stored form (``5wd``); ``parse`` reads it."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Offset:
        """``+5wd``, ``5 workdays``, ``-7wd``, ``30d``, ``3m``, ``1y``; else ``BadPeriod``."""
        parts = _OFFSET.fullmatch(text.strip())
        if not parts:
            raise BadPeriod(f"{text!r} is not a distance such as 5wd, 30d, 3m or 1y")
        word = parts[2]
        return cls(int(parts[1]), Unit.WORKDAY if word.startswith("w") else Unit(word[0]))

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date; ``estimated`` when it rests on a year whose holidays are not known yet."""

    on: date
    estimated: bool = False


def due_date(start: date, offset: Offset, calendar: WorkCalendar, *, roll: bool = False) -> DueDate:
    """The date ``offset`` away from ``start``, which itself is not counted.

    With ``roll``, a date that is not worked moves to the next one that is (Civil Code art. 203).
    Raises ``BadPeriod`` outside the calendar.
    """
    match offset.unit:
        case Unit.WORKDAY:
            on = calendar.add_workdays(start, offset.count)
        case Unit.DAY:
            on = add_days(start, offset.count)
        case Unit.MONTH:
            on = add_months(start, offset.count)
        case Unit.YEAR:
            on = add_months(start, 12 * offset.count)
    if roll:
        on = calendar.on_or_after(on)
    by_calendar = offset.unit is Unit.WORKDAY or roll
    return DueDate(on, estimated=by_calendar and not calendar.is_known(start, on))
