"""Working days and due dates, with holidays passed in as values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.periods import (
    BadPeriod,
    CalendarDay,
    DueDate,
    Offset,
    Unit,
    WorkCalendar,
    due_date,
)

# National Day 2026 as an example: 1-7 October off, Saturday 10 October worked instead.
HOLIDAYS = [CalendarDay(date(2026, 10, n), is_workday=False, name="国庆节") for n in range(1, 8)]
MADE_UP = CalendarDay(date(2026, 10, 10), is_workday=True, name="调休")
CALENDAR = WorkCalendar.of([*HOLIDAYS, MADE_UP])
WEEKENDS = WorkCalendar()


def test_holidays_and_make_up_days_override_the_weekday() -> None:
    assert not CALENDAR.is_workday(date(2026, 10, 1))
    assert CALENDAR.is_workday(date(2026, 10, 10))
    assert not CALENDAR.is_workday(date(2026, 10, 11))


def test_five_workdays_jump_over_the_holiday_and_use_the_worked_saturday() -> None:
    # Wednesday 30 September; then 8, 9, 10 (made up), 12, 13 October.
    due = due_date(date(2026, 9, 30), Offset.parse("+5 workdays"), CALENDAR)
    assert due == DueDate(date(2026, 10, 13), estimated=False)


def test_a_reminder_counts_working_days_backwards() -> None:
    assert CALENDAR.add_workdays(date(2026, 10, 9), -2) == date(2026, 9, 30)


def test_no_workdays_means_the_same_day_or_the_next_one_worked() -> None:
    assert CALENDAR.add_workdays(date(2026, 10, 10), 0) == date(2026, 10, 10)
    assert CALENDAR.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 8)


def test_a_year_whose_holidays_are_unknown_is_estimated() -> None:
    near_the_end = date(2026, 12, 30)
    assert due_date(near_the_end, Offset(5, Unit.WORKDAY), CALENDAR).estimated
    assert not due_date(near_the_end, Offset(1, Unit.WORKDAY), CALENDAR).estimated
    assert due_date(date(2026, 1, 3), Offset(-3, Unit.WORKDAY), CALENDAR).estimated


def test_calendar_days_are_never_estimated_unless_they_roll() -> None:
    start = date(2031, 5, 1)
    assert due_date(start, Offset(30, Unit.DAY), CALENDAR) == DueDate(date(2031, 5, 31))
    assert due_date(start, Offset(30, Unit.DAY), CALENDAR, roll=True).estimated


def test_a_last_day_that_is_off_rolls_to_the_next_worked_day() -> None:
    start = date(2026, 9, 3)
    assert due_date(start, Offset(1, Unit.MONTH), CALENDAR).on == date(2026, 10, 3)
    assert due_date(start, Offset(1, Unit.MONTH), CALENDAR, roll=True).on == date(2026, 10, 8)


def test_years_and_months_use_the_corresponding_day() -> None:
    assert due_date(date(2024, 2, 29), Offset.parse("1y"), WEEKENDS).on == date(2025, 2, 28)
    assert due_date(date(2026, 8, 31), Offset.parse("-6 months"), WEEKENDS).on == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["", "5", "wd", "5 weeks", "1.5d", "5wd later", "+ 5wd", "9" * 9])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod, match="not a distance"):
        Offset.parse(text)


def test_a_day_cannot_be_both_off_and_worked() -> None:
    with pytest.raises(BadPeriod, match="both"):
        WorkCalendar.of([MADE_UP, CalendarDay(MADE_UP.on, is_workday=False)])


def test_a_due_date_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadPeriod, match="leave the calendar"):
        due_date(date(9999, 12, 30), Offset(9, Unit.WORKDAY), WEEKENDS)


@given(st.integers(-9999, 9999), st.sampled_from(list(Unit)))
def test_the_stored_form_of_a_distance_reads_back(count: int, unit: Unit) -> None:
    offset = Offset(count, unit)
    assert Offset.parse(str(offset)) == offset


starts = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.lists(
    st.builds(CalendarDay, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.booleans()),
    unique_by=lambda day: day.on,
    max_size=40,
).map(WorkCalendar.of)


@given(starts, st.integers(1, 60), calendars)
def test_so_many_workdays_later_are_so_many_workdays_apart(
    start: date, count: int, calendar: WorkCalendar
) -> None:
    later = calendar.add_workdays(start, count)
    assert calendar.is_workday(later)
    assert calendar.count_between(start, later) == count
    assert calendar.count_between(later, start) == -count


@given(starts, st.integers(1, 60), calendars)
def test_walking_back_crosses_the_same_workdays(
    start: date, count: int, calendar: WorkCalendar
) -> None:
    earlier = calendar.add_workdays(start, -count)
    assert calendar.is_workday(earlier)
    yesterday = start - timedelta(days=1)
    assert calendar.count_between(earlier - timedelta(days=1), yesterday) == count
