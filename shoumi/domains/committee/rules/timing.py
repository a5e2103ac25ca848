"""Days of meetings: notice before, minutes after, the year between two work meetings (4.4, 5.1)."""

from datetime import date

from shoumi.foundation.periods import WorkCalendar, add_months

NOTICE_WORKDAYS = 3
MINUTES_WORKDAYS = 5
WARN_AFTER_MONTHS = 11
YEARLY_MONTHS = 12


def earliest_start(notified_on: date, calendar: WorkCalendar) -> date:
    """The first day on which a meeting may be held after notice was given on that day."""
    return calendar.add_workdays(notified_on, NOTICE_WORKDAYS)


def minutes_due(held_on: date, calendar: WorkCalendar) -> date:
    return calendar.add_workdays(held_on, MINUTES_WORKDAYS)


def yearly_warning(held_on: date) -> date:
    """From when on word is given that the next work meeting must be called."""
    return add_months(held_on, WARN_AFTER_MONTHS)


def yearly_due(held_on: date) -> date:
    """The last day for the next work meeting."""
    return add_months(held_on, YEARLY_MONTHS)
