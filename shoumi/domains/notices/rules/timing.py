"""Days of circulars, reports, bulletins and requests (3.2, 5.2, 5.3)."""

from datetime import date, timedelta

from shoumi.foundation.periods import WorkCalendar, month_of

REPORT_WORKDAY = 5
BULLETIN_WORKDAYS = 10
CONFIRM_WORKDAYS = 5


def month_before(day: date) -> date:
    """The first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def report_due(month: date, calendar: WorkCalendar) -> date:
    """The fifth working day of the month after. In a year whose holidays are not published yet
    weekends alone count."""
    return calendar.add_workdays(month_of(month).last, REPORT_WORKDAY)


def asked_due(month: date, asked_on: date, calendar: WorkCalendar) -> date:
    """The same, but never less than five working days after it was asked for: a house that begins
    in the middle of a month is not late at once."""
    soonest = calendar.add_workdays(asked_on, REPORT_WORKDAY - 1)
    return max(report_due(month, calendar), soonest)


def bulletin_due(month: date, calendar: WorkCalendar) -> date:
    """Ten working days after the reports were due."""
    return calendar.add_workdays(report_due(month, calendar), BULLETIN_WORKDAYS)


def answer_due(asked_on: date, workdays: int, calendar: WorkCalendar) -> date:
    """By when a department takes a request on or declines it; `workdays` is set by the company."""
    return calendar.add_workdays(asked_on, workdays)


def confirm_due(issued_on: date, calendar: WorkCalendar) -> date:
    """By when a circular is to be confirmed where it names no day itself."""
    return calendar.add_workdays(issued_on, CONFIRM_WORKDAYS)
