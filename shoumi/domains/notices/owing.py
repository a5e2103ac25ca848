"""What is still to be told by a circular: whoever knows says so, from above in `journeys` (3.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shoumi.kernel.records.models import Record


@dataclass(frozen=True)
class Owed:
    """A record such as signed minutes, since when it is owed and by when the circular is due."""

    record: Record
    since: date
    due_on: date


Finder = Callable[[date], list[Owed]]
_finders: dict[str, Finder] = {}


def provide(name: str, find: Finder) -> None:
    """Say what is owed on a day, past days included. Raises ValueError for a second one of a
    name."""
    if _finders.setdefault(name, find) is not find:
        raise ValueError(f"What is owed of {name} is said twice.")


def owed_on(day: date) -> list[Owed]:
    """All that no circular had told by the end of that day, the soonest due first."""
    found = [one for find in _finders.values() for one in find(day)]
    return sorted(found, key=lambda one: (one.due_on, one.record.pk))
