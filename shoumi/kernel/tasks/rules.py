"""Pure decisions: who is reminded of a task, and when."""

from datetime import date

from shoumi.foundation.periods import WorkCalendar


def stages_reached(due_on: date, today: date, calendar: WorkCalendar) -> list[str]:
    """The stages of reminding that a task due on that day has reached, earliest first.

    Before: seven, three and one working days ahead. After: one working day (head), five (office
    and leader in charge), ten (director).
    """
    distance = calendar.count_between(today, due_on)
    stages = []
    if distance <= 7:
        stages.append("week")
    if distance <= 3:
        stages.append("days")
    if distance <= 1:
        stages.append("today")
    late = -distance
    stages += [name for name, days in (("head", 1), ("office", 5), ("chair", 10)) if late >= days]
    return stages
