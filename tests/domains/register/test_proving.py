"""Which days still count, by values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.domains.register.rules.proving import first_day_that_counts, status_of
from shoumi.foundation.periods import add_months
from shoumi.kernel.controls import Status

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@given(as_of=days, months=st.integers(1, 60), back=st.integers(0, 40))
def test_a_day_counts_exactly_while_its_months_are_not_over(
    as_of: date, months: int, back: int
) -> None:
    first = first_day_that_counts(as_of, months)
    assert add_months(first, months) >= as_of
    assert add_months(first - timedelta(days=1 + back), months) < as_of


@pytest.mark.parametrize(
    ("subjects", "broken", "due", "expected"),
    [
        (0, 0, 0, Status.UNKNOWN),
        (3, 0, 0, Status.KEPT),
        (3, 0, 1, Status.DUE),
        (3, 1, 1, Status.BROKEN),
    ],
)
def test_the_gravest_answer_wins(subjects: int, broken: int, due: int, expected: Status) -> None:
    assert status_of(subjects=subjects, broken=broken, due=due) is expected
