"""How far items have come, counted from their tasks. Values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Done:
    """One time that an item was or is due, as its task tells: `closed` with the day it was reported
    on, `withdrawn`, or open; without a task it is still to come."""

    on: date
    by: date
    reported_on: date | None = None
    is_closed: bool = False
    is_withdrawn: bool = False

    def standing(self, today: date) -> str:
        if self.is_withdrawn:
            return "withdrawn"
        if self.is_closed:
            late = self.reported_on is not None and self.reported_on > self.by
            return "done_late" if late else "done"
        if self.reported_on is not None:
            return "reported"
        return "late" if self.by < today else "open"


@dataclass(frozen=True)
class Count:
    """How many times something was planned, done in time, done late; still open or reported,
    overdue, or taken back."""

    planned: int = 0
    done: int = 0
    done_late: int = 0
    open: int = 0
    late: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.planned + other.planned,
            self.done + other.done,
            self.done_late + other.done_late,
            self.open + other.open,
            self.late + other.late,
            self.withdrawn + other.withdrawn,
        )

    @property
    def is_done(self) -> int:
        return self.done + self.done_late

    @property
    def expected(self) -> int:
        """What was planned and not taken back."""
        return self.planned - self.withdrawn

    @property
    def percent(self) -> int:
        return 100 * self.is_done // self.expected if self.expected else 0

    @property
    def not_done(self) -> int:
        return self.expected - self.is_done


def count(times: Iterable[Done], today: date) -> Count:
    """All times of an item taken together."""
    stands = [one.standing(today) for one in times]
    return Count(
        planned=len(stands),
        done=stands.count("done"),
        done_late=stands.count("done_late"),
        open=stands.count("open") + stands.count("reported"),
        late=stands.count("late"),
        withdrawn=stands.count("withdrawn"),
    )


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def gravest(times: Sequence[Done], today: date) -> str:
    """The one word for several times: overdue before open before done; empty for none."""
    stands = {one.standing(today) for one in times}
    order = ("late", "reported", "open", "done_late", "done", "withdrawn")
    return next((one for one in order if one in stands), "")
