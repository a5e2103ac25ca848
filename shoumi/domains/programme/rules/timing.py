"""When an item of a plan is due. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shoumi.foundation.periods import WorkCalendar, add_months

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
# A task is made so long before its day, so that whoever leads has time for it.
AHEAD = timedelta(days=30)
CONSULT_AT_LEAST = timedelta(days=3)
CLOSE_WITHIN = timedelta(days=7)
NAME_WITHIN = timedelta(days=7)
LONGEST_PLAN = 10
MOST_DAYS = 24


@dataclass(frozen=True)
class Due:
    """One time that an item is due: `on` as the plan says, `by` as it is counted. It is `moved` if
    `on` is a day off, and `kept_off` if that is kept all the same; `estimated` where the year's
    holidays are not known yet."""

    on: date
    by: date
    kept_off: bool = False
    estimated: bool = False

    @property
    def moved(self) -> bool:
        return self.by != self.on


def days_due(every: str, first: date | None, days: Sequence[str], last: date) -> list[date]:
    """The days on which an item is due, up to the plan's last day. Each is counted from the first,
    so that the 31st comes back after a short month."""
    if every == "days":
        return sorted({date.fromisoformat(one) for one in days})
    if first is None:
        return []
    step = MONTHS.get(every)
    if step is None:
        return [first]
    found: list[date] = []
    while (on := add_months(first, step * len(found))) <= last:
        found.append(on)
    return found


def due(on: date, calendar: WorkCalendar, *, keeps_day: bool) -> Due:
    """The day as it counts: a day off moves to the next working day unless it is to be kept."""
    is_known = calendar.is_known(on, on)
    if keeps_day:
        return Due(on, on, kept_off=not calendar.is_workday(on), estimated=not is_known)
    return Due(on, calendar.on_or_after(on), estimated=not is_known)


def draft_by(year: int) -> date:
    """The last day on which the draft of that year's plan is to be there."""
    return date(year - 1, 12, 1)


def issue_by(year: int) -> date:
    return date(year, 1, 31)


def summary_by(year: int) -> date:
    """The last day for the summary of that year's plan."""
    return date(year + 1, 1, 31)
