"""The three colours of a follow-up slip 三色督办单, by values (3.2)."""

from datetime import date
from enum import StrEnum

from shoumi.foundation.periods import WorkCalendar

ANSWER_WORKDAYS = 3


class Colour(StrEnum):
    """Blue: told. Yellow: due soon. Red: overdue."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


def colour_of_slip(due_now: str) -> Colour:
    """The slip's colour for a task of this colour (`Task.colour`): until it is due soon, whoever
    leads it is only told."""
    return Colour(due_now or Colour.BLUE)


def report_by(colour: Colour, due_on: date, today: date, calendar: WorkCalendar) -> date:
    """By when a report is asked for where nobody names a day: by the due day, and once that is
    past within three working days."""
    if colour is Colour.RED:
        return calendar.add_workdays(today, ANSWER_WORKDAYS)
    return due_on


def is_fit(day: date, due_on: date, today: date) -> bool:
    """Whether a report can be asked for by that day: not before today, nor after the task is due
    unless that is past already."""
    return today <= day and (day <= due_on or due_on < today)
