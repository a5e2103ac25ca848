"""The clock of the demo company's story, and what happens on its days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta


class Story:
    """The clock of the story: `on(days)` is a morning so many days before its end; it never goes
    back, and each act takes a few minutes."""

    def __init__(self, end: datetime) -> None:
        self.end = end
        self.now = end - timedelta(days=400)

    def on(self, days: int) -> None:
        morning = datetime.combine(self.end.date() - timedelta(days=days), time(1, 0), UTC)
        self.now = max(self.now + timedelta(minutes=7), min(morning, self.end))

    def __call__(self) -> datetime:
        self.now = min(self.now + timedelta(minutes=7), self.end)
        return self.now


@dataclass
class Chapter:
    """One thing that happens on a day of the story."""

    days: int
    act: Callable[[], object]
