"""Pure decisions behind the controls: which status follows from what was counted."""

from datetime import timedelta

from shoumi.kernel.controls import Status

# A review that falls due within this many days is shown as due, so that it can be done in time.
REVIEW_NOTICE = timedelta(days=30)


def status_of(*, subjects: int, broken: int, due: int) -> Status:
    """The gravest answer; without anything to look at, nothing is known."""
    if broken:
        return Status.BROKEN
    if not subjects:
        return Status.UNKNOWN
    return Status.DUE if due else Status.KEPT
