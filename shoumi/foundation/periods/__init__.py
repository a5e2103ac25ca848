"""Terms, recurrences and working days: dates in, dates out, no clock.

Counting follows the Civil Code, arts. 200-203: the day an event happens is not counted, a period
of months or years ends on the corresponding day (the month's last day where there is none), and
that last day still belongs to it.
"""

from shoumi.foundation.periods.dates import BadPeriod, add_months, add_years
from shoumi.foundation.periods.deadlines import DueDate, Offset, Unit, due_date
from shoumi.foundation.periods.recurrences import Anchor, Frequency, Recurrence
from shoumi.foundation.periods.spans import Span, month_of, quarter_of, year_of
from shoumi.foundation.periods.terms import Term, TermKind
from shoumi.foundation.periods.workdays import CalendarDay, WorkCalendar

__all__ = [
    "Anchor",
    "BadPeriod",
    "CalendarDay",
    "DueDate",
    "Frequency",
    "Offset",
    "Recurrence",
    "Span",
    "Term",
    "TermKind",
    "Unit",
    "WorkCalendar",
    "add_months",
    "add_years",
    "due_date",
    "month_of",
    "quarter_of",
    "year_of",
]
