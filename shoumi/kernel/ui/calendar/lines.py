"""An announcement of holidays as plain lines: a day or a span, holiday or working day, a name."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shoumi.foundation.periods import BadPeriod, CalendarDay, WorkCalendar
from shoumi.kernel.actions import Invalid

DAY = r"\d{4}-\d{1,2}-\d{1,2}"
LINE = re.compile(
    rf"({DAY})(?:\s*(?:至|到|~|\.\.)\s*({DAY}))?[\s,，;；]+(\S+?)(?:[\s,，;；]+(.*))?"
)
FREE = {"假", "休", "放假", "休息", "holiday", "off"}
WORKED = {"班", "上班", "工作日", "workday", "work"}
LONGEST_SPAN = timedelta(days=31)
LONGEST_NAME = 60


def read(text: str, field: str = "lines") -> list[CalendarDay]:
    """The days of it. Raises Invalid on `field`, naming the first line that can't be read."""
    found: dict[date, CalendarDay] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            days = _read_line(line.strip())
            for day in days:
                WorkCalendar((found.get(day.on, day), day))
                found[day.on] = day
        except (ValueError, BadPeriod):
            raise Invalid(
                field, _("Line %(number)d can't be read: %(line)s")
                % {"number": number, "line": line.strip()[:80]}
            ) from None  # fmt: skip
    if not found:
        raise Invalid(field, _("Enter at least one day."))
    return [found[on] for on in sorted(found)]


def _read_line(line: str) -> list[CalendarDay]:
    """Raises ValueError."""
    parts = LINE.fullmatch(line)
    if parts is None:
        raise ValueError(line)
    first = _day(parts[1])
    last = _day(parts[2]) if parts[2] else first
    word, name = parts[3].lower(), (parts[4] or "").strip()
    if word not in FREE | WORKED or not first <= last <= first + LONGEST_SPAN:
        raise ValueError(line)
    if len(name) > LONGEST_NAME:
        raise ValueError(line)
    count = (last - first).days + 1
    return [
        CalendarDay(first + timedelta(days=n), is_workday=word in WORKED, name=name)
        for n in range(count)
    ]


def _day(text: str) -> date:
    year, month, day = map(int, text.split("-"))
    if not 2000 <= year <= 2200:
        raise ValueError(text)
    return date(year, month, day)
