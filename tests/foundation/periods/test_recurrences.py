"""Recurring duties: calendar and completion anchors."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.periods import Anchor, BadPeriod, Frequency, Recurrence, Span, year_of

SINCE = date(2025, 11, 20)


def test_a_yearly_duty_falls_due_once_across_new_year() -> None:
    plan = Recurrence(Frequency.YEARLY, month=1, day=31)
    span = Span(date(2025, 12, 1), date(2027, 6, 30))
    assert plan.occurrences(span, since=SINCE) == (date(2026, 1, 31), date(2027, 1, 31))


def test_nothing_is_due_before_the_duty_began() -> None:
    plan = Recurrence(Frequency.MONTHLY, day=5)
    span = Span(date(2025, 1, 1), date(2025, 12, 31))
    assert plan.occurrences(span, since=SINCE) == (date(2025, 12, 5),)


def test_a_duty_due_on_its_first_day_counts() -> None:
    plan = Recurrence(Frequency.MONTHLY, day=20)
    assert plan.occurrences(year_of(SINCE), since=SINCE)[0] == SINCE
    assert plan.next_due(date(2025, 11, 1), since=SINCE) == SINCE


def test_a_day_the_month_lacks_becomes_its_last() -> None:
    plan = Recurrence(Frequency.MONTHLY, day=31)
    found = plan.occurrences(year_of(date(2028, 1, 1)), since=SINCE)
    assert [on.day for on in found] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_a_yearly_duty_on_29_february_falls_on_28_in_other_years() -> None:
    plan = Recurrence(Frequency.YEARLY, month=2, day=29)
    span = Span(date(2027, 1, 1), date(2028, 12, 31))
    assert plan.occurrences(span, since=SINCE) == (date(2027, 2, 28), date(2028, 2, 29))


def test_a_quarterly_duty_falls_in_the_named_month_of_each_quarter() -> None:
    plan = Recurrence(Frequency.QUARTERLY, month=3, day=31)
    found = plan.occurrences(year_of(date(2026, 1, 1)), since=SINCE)
    assert [(on.month, on.day) for on in found] == [(3, 31), (6, 30), (9, 30), (12, 31)]


def test_an_interval_counts_from_the_year_the_duty_began() -> None:
    plan = Recurrence(Frequency.YEARLY, interval=2, month=3, day=1)
    span = Span(date(2025, 1, 1), date(2030, 12, 31))
    found = plan.occurrences(span, since=SINCE)
    assert [on.year for on in found] == [2027, 2029]


def test_twice_a_year_is_every_six_months() -> None:
    plan = Recurrence(Frequency.MONTHLY, interval=6, day=15)
    found = plan.occurrences(year_of(date(2026, 1, 1)), since=SINCE)
    assert found == (date(2026, 1, 15), date(2026, 7, 15))


def test_by_completion_the_next_date_is_counted_from_the_work_done() -> None:
    review = Recurrence(Frequency.YEARLY, anchor=Anchor.COMPLETION)
    done = date(2026, 3, 9)
    assert review.next_due(date(2026, 5, 1), since=SINCE, completed_on=done) == date(2027, 3, 9)


def test_by_completion_what_was_never_done_is_overdue_and_not_skipped() -> None:
    review = Recurrence(Frequency.YEARLY, anchor=Anchor.COMPLETION)
    assert review.next_due(date(2029, 1, 1), since=SINCE) == date(2026, 11, 20)


def test_by_completion_later_dates_cannot_be_listed() -> None:
    review = Recurrence(Frequency.YEARLY, anchor=Anchor.COMPLETION)
    with pytest.raises(BadPeriod, match="not known in advance"):
        review.occurrences(year_of(SINCE), since=SINCE)


@pytest.mark.parametrize(
    ("every", "interval", "month", "day"),
    [
        (Frequency.YEARLY, 1, 13, 1),
        (Frequency.QUARTERLY, 1, 4, 1),
        (Frequency.MONTHLY, 1, 2, 1),
        (Frequency.YEARLY, 1, 1, 32),
        (Frequency.YEARLY, 1, 1, 0),
        (Frequency.YEARLY, 0, 1, 1),
    ],
)
def test_a_recurrence_that_never_happens_is_refused(
    every: Frequency, interval: int, month: int, day: int
) -> None:
    with pytest.raises(BadPeriod):
        Recurrence(every, interval, month=month, day=day)


def test_the_end_of_the_calendar_is_an_answer() -> None:
    with pytest.raises(BadPeriod, match="calendar ends"):
        Recurrence(Frequency.YEARLY).next_due(date(9999, 5, 1), since=date(9998, 1, 1))


@given(
    st.sampled_from(list(Frequency)),
    st.integers(1, 4),
    st.integers(1, 31),
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
)
def test_the_next_due_date_is_the_first_one_listed(
    every: Frequency, interval: int, day: int, since: date, after: date
) -> None:
    plan = Recurrence(every, interval, day=day)
    due = plan.next_due(after, since=since)
    assert due > after
    assert due >= since
    span = Span(min(after, since), due)
    listed = [on for on in plan.occurrences(span, since=since) if on > after]
    assert listed == [due]
