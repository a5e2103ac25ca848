"""Where a day begins and ends, where the company is."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def begins(day: date) -> datetime:
    """The first instant of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ends(day: date) -> datetime:
    """The first instant that is no more of the day."""
    return begins(day + timedelta(days=1))
