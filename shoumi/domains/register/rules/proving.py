"""Pure decisions behind the controls: which days still count, and which status follows."""

from datetime import date, timedelta

from shoumi.foundation.periods import add_months
from shoumi.kernel.controls import Status

# A review that falls due within this many days is shown as due, so that it can be done in time.
REVIEW_NOTICE = timedelta(days=30)


def first_day_that_counts(as_of: date, months: int) -> date:
    """The earliest day whose `months` are not yet over at the end of `as_of`.

    What was last done before that day is overdue. Several days can end on one (29, 30 and 31
    January on 28 February), and none on another (29 February), hence the steps either way.
    """
    day = add_months(as_of, -months)
    while add_months(day, months) < as_of:
        day += timedelta(days=1)
    while add_months(day - timedelta(days=1), months) >= as_of:
        day -= timedelta(days=1)
    return day


def status_of(*, subjects: int, broken: int, due: int) -> Status:
    """The gravest answer; without anything to look at, nothing is known."""
    if broken:
        return Status.BROKEN
    if not subjects:
        return Status.UNKNOWN
    return Status.DUE if due else Status.KEPT
