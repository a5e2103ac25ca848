"""What every part of the demo's story needs: the cast, the clock, and how word is confirmed."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.demo.story import Chapter, Story
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import acknowledge, open_receipt
from shoumi.kernel.delivery.models import Act, Method, Receipt


class Part:
    """One part of the story; its chapters are told in the order of their days."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self.cast, self.story = cast, story
        self.keys = {person.pk: key for key, person in cast.persons.items()}

    def __getitem__(self, key: str) -> Person:
        return self.cast[key]

    @property
    def office(self) -> Person:
        return self.cast["office"]

    @property
    def today(self) -> date:
        return local_day(self.story.now)

    def ahead(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def answered(self, record: Any, *, but: Collection[str] = ()) -> None:
        """Whoever was sent this reads and confirms it, or signs it, except those named."""
        rows = Receipt.objects.pending().filter(dispatch__record_id=record.pk).order_by("pk")
        at = self.story()
        for row in rows.select_related("dispatch", "person"):
            if self.keys[row.person_id] in but:
                continue
            by = row.person
            signs = row.dispatch.act == Act.SIGN
            fresh = open_receipt(row, by=by, at=at)
            acknowledge(fresh, method=Method.PASSWORD if signs else Method.CLICK, by=by, at=at)


def days_since(end: date, day: date) -> int:
    """How many days before the story's end a day lies; none where it lies after it."""
    return max((end - day).days, 0)


def weekday_on(end: date, days: int) -> int:
    """So many days before the end, or a little later, so that it is no weekend."""
    while (end - timedelta(days=days)).weekday() > 4:
        days -= 1
    return days


def told(*acts: tuple[int, Callable[[], object]]) -> list[Chapter]:
    return [Chapter(max(days, 0), act) for days, act in acts]
