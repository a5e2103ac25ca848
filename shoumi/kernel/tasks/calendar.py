"""The company's working days, read once for a computation."""

from shoumi.foundation.periods import CalendarDay as Day
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.tasks.models import CalendarDay


def work_calendar() -> WorkCalendar:
    """Holidays and make-up days as entered; years not entered yet count by weekdays only."""
    rows = CalendarDay.objects.values_list("on", "is_workday", "name")
    return WorkCalendar.of(Day(on, is_workday, name) for on, is_workday, name in rows)
