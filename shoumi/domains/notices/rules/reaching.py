"""Who receives for a unit, who may approve, and when a unit counts as reached."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

RECEIVES_FIRST = ("custodian", "head")
RECEIVES_ELSE = ("leader",)


@dataclass(frozen=True)
class Post:
    """Who holds which role in which unit."""

    person: int
    role: str
    unit: int


def receivers(path: Iterable[int], posts: Mapping[int, Collection[Post]]) -> list[int]:
    """The persons who receive for the unit at the end of `path` (keys from the root down): its
    custodian and head, else the leader in charge of it, else those of the nearest unit above."""
    for unit in reversed(list(path)):
        for roles in (RECEIVES_FIRST, RECEIVES_ELSE):
            found = [one.person for one in posts.get(unit, ()) if one.role in roles]
            if found:
                return sorted(set(found))
    return []


def is_group_wide(entities: Collection[int]) -> bool:
    """Whether word goes to more than one legal entity: then the director approves it."""
    return len(set(entities)) > 1


@dataclass(frozen=True)
class Reached:
    """How far a circular came in one unit: of its receipts so many were opened, confirmed."""

    total: int
    opened: int
    confirmed: int
    one_suffices: bool

    @property
    def is_reached(self) -> bool:
        """Addressed as a unit it is reached by one of its people, else by all of them."""
        return self.confirmed >= (1 if self.one_suffices else self.total)

    def stage(self, *, overdue: bool) -> str:
        """`reached`, `overdue`, `opened` or `waiting`."""
        if self.is_reached:
            return "reached"
        if overdue:
            return "overdue"
        return "opened" if self.opened else "waiting"
