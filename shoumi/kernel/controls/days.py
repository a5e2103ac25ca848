"""Where a day begins and ends, where the company is."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begins(day: date) -> datetime:
    """The first instant of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ends(day: date) -> datetime:
    """The first instant that is no more of the day."""
    return begins(day + timedelta(days=1))


def last_day(end: datetime) -> date:
    """The last day of a time that ends with that instant: of `ends(day)`, the day."""
    return timezone.localtime(end - timedelta(microseconds=1)).date()


def until(end: datetime) -> str:
    """How the end is said: the last day where it counts whole, else the minute."""
    day = last_day(end)
    return day.isoformat() if end == ends(day) else f"{timezone.localtime(end):%Y-%m-%d %H:%M}"
