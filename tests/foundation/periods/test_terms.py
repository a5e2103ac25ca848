"""Terms of secrecy and the safe addition of months and years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.periods import (
    BadPeriod,
    Span,
    Term,
    TermKind,
    add_months,
    add_years,
    month_of,
    quarter_of,
    year_of,
)

DATES = st.dates(date(1950, 1, 1), date(2200, 12, 31))


def test_five_years_end_on_the_corresponding_day_which_is_still_covered() -> None:
    term, start = Term.lasting(years=5), date(2024, 8, 31)
    assert term.ends_on(start) == date(2029, 8, 31)
    assert not term.is_over(start, date(2029, 8, 31))
    assert term.is_over(start, date(2029, 9, 1))


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        (date(2024, 2, 29), Term.lasting(years=1), date(2025, 2, 28)),
        (date(2024, 2, 29), Term.lasting(years=4), date(2028, 2, 29)),
        (date(2026, 1, 31), Term.lasting(months=1), date(2026, 2, 28)),
        (date(2026, 1, 31), Term.lasting(years=1, months=1, days=2), date(2027, 3, 2)),
        (date(2026, 1, 1), Term.until(date(2029, 8, 31)), date(2029, 8, 31)),
        (date(2026, 1, 1), Term.long_term(), None),
        (date(2026, 1, 1), Term.until_public(), None),
    ],
)
def test_each_kind_of_term_knows_its_last_day(start: date, term: Term, end: date | None) -> None:
    assert term.ends_on(start) == end


def test_a_term_without_date_is_never_over_by_the_calendar() -> None:
    assert not Term.long_term().is_over(date(1990, 1, 1), date(9999, 12, 31))
    assert not Term.until_public().is_over(date(1990, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    "text", ["", "P", "P0Y", "5Y", "P-1Y", "2029-02-30", "forever", "lasting", "P5Y "]
)
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        Term.parse(text)


def test_a_term_cannot_mix_kinds() -> None:
    with pytest.raises(BadPeriod):
        Term(TermKind.LONG_TERM, years=5)
    with pytest.raises(BadPeriod):
        Term(TermKind.UNTIL)
    with pytest.raises(BadPeriod):
        Term.lasting(years=5, months=-1)


def test_a_term_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadPeriod, match="leave the calendar"):
        Term.lasting(years=999).ends_on(date(9990, 1, 1))
    with pytest.raises(BadPeriod, match="leave the calendar"):
        Term.lasting(days=99999).ends_on(date(9990, 1, 1))


terms = st.one_of(
    st.just(Term.long_term()),
    st.just(Term.until_public()),
    st.builds(Term.until, st.dates()),
    st.builds(
        lambda y, m, d: Term.lasting(years=y, months=m, days=d),
        st.integers(1, 99),
        st.integers(0, 99),
        st.integers(0, 999),
    ),
)


@given(terms)
def test_the_stored_form_reads_back(term: Term) -> None:
    assert Term.parse(str(term)) == term


@given(DATES, st.integers(-600, 600))
def test_added_months_land_in_the_right_month_on_the_day_or_its_last(on: date, n: int) -> None:
    then = add_months(on, n)
    assert (then.year * 12 + then.month) - (on.year * 12 + on.month) == n
    assert then.day == min(on.day, monthrange(then.year, then.month)[1])


@given(DATES, st.integers(0, 200), st.integers(0, 200))
def test_adding_more_never_ends_earlier(on: date, few: int, more: int) -> None:
    low, high = sorted((few, more))
    assert add_months(on, low) <= add_months(on, high)
    assert add_years(on, low) == add_months(on, 12 * low)


@given(st.dates())
def test_a_date_lies_in_its_own_year_quarter_and_month(on: date) -> None:
    year, quarter, month = year_of(on), quarter_of(on), month_of(on)
    assert on in year
    assert on in quarter
    assert on in month
    assert year.first <= quarter.first <= month.first
    assert month.last <= quarter.last <= year.last
    assert year.days in {365, 366}
    assert quarter.days in {90, 91, 92}


def test_spans_know_their_days_and_overlaps() -> None:
    span = Span(date(2026, 2, 27), date(2026, 3, 1))
    assert [day.day for day in span] == [27, 28, 1]
    assert span.overlaps(month_of(date(2026, 3, 15)))
    assert not span.overlaps(month_of(date(2026, 4, 15)))
    with pytest.raises(BadPeriod, match="lies before"):
        Span(date(2026, 3, 1), date(2026, 2, 27))
