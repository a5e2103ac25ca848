"""Adding months, years and days to a date without ever leaving the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


class BadPeriod(ValueError):
    """A period that makes no sense or leaves the years 1 to 9999."""


def add_months(on: date, months: int) -> date:
    """The corresponding day ``months`` later (or earlier), or that month's last day.

    Raises ``BadPeriod`` outside the calendar.
    """
    try:
        return on + relativedelta(months=months)
    except (ValueError, OverflowError) as error:
        raise BadPeriod(f"{months} months from {on} leave the calendar") from error


def add_years(on: date, years: int) -> date:
    """The corresponding day ``years`` later; 29 February becomes 28 where it must."""
    return add_months(on, 12 * years)


def add_days(on: date, days: int) -> date:
    """The date ``days`` later; raises ``BadPeriod`` outside the calendar."""
    try:
        return on + timedelta(days=days)
    except OverflowError as error:
        raise BadPeriod(f"{days} days from {on} leave the calendar") from error
