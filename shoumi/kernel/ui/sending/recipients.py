"""Whom somebody may send a record to: by name, by post, by unit, and who is left out and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person
from shoumi.kernel.accounts.reach import colleagues, units_within_reach
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import people_seeing

OFFERED = 200


@dataclass
class Chosen:
    """Those who will get it, and the named ones who will not, as they may not see it."""

    people: dict[int, Person] = field(default_factory=dict)
    unseeing: list[Person] = field(default_factory=list)
    not_counted: int = 0

    def add(self, people: Iterable[Person]) -> None:
        self.people.update({person.pk: person for person in people})


class Recipients:
    """Those within the sender's reach who may see the record today, the sender left out."""

    def __init__(self, record: Any, sender: Person, at: datetime) -> None:
        self.record, self.sender, self.at = record, sender, at
        self.day = local_day(at)

    @cached_property
    def seeing(self) -> dict[int, Person]:
        near = colleagues(self.sender, self.at).exclude(pk=self.sender.pk)
        found = near.filter(pk__in=people_seeing(self.record, self.day).values("pk"))
        return {person.pk: person for person in found.order_by("org_unit__path", "staff_number")}

    @cached_property
    def units(self) -> list[tuple[OrgUnit, int]]:
        """The units that hold somebody who may see it, with how many."""
        paths = [person.org_unit.path for person in self.seeing.values()]
        within = units_within_reach(self.sender, self.at).filter(ended_on__isnull=True)
        counted = [
            (unit, sum(path.startswith(unit.path) for path in paths))
            for unit in within.order_by("path")
        ]
        return [(unit, count) for unit, count in counted if count][:OFFERED]

    @cached_property
    def posts(self) -> list[Appointment]:
        """The posts held by those who may see it, one row for each holder."""
        rows = (
            Appointment.objects.at(self.day)
            .filter(person_id__in=list(self.seeing)[: OFFERED * 10], post__ended_on__isnull=True)
            .exclude(post__role="job")
            .select_related("post__org_unit", "person")
            .order_by("post__org_unit__path", "post_id")
        )
        return list(rows[:OFFERED])

    def chosen(
        self,
        *,
        everybody: bool,
        units: Sequence[str],
        posts: Sequence[str],
        named: Sequence[Person],
    ) -> Chosen:
        found = Chosen()
        if everybody:
            found.add(self.seeing.values())
        for unit in OrgUnit.objects.filter(pk__in=units):
            inside = [p for p in self.seeing.values() if p.org_unit.path.startswith(unit.path)]
            found.add(inside)
            all_there = colleagues(self.sender, self.at).filter(
                org_unit__path__startswith=unit.path
            )
            found.not_counted += all_there.exclude(pk=self.sender.pk).count() - len(inside)
        found.add(
            self.seeing[row.person_id] for row in self.posts if str(row.post_id) in set(posts)
        )
        found.add(person for person in named if person.pk in self.seeing)
        found.unseeing = [
            person for person in named if person.pk not in self.seeing and person != self.sender
        ]
        return found

    def unit_choices(self) -> list[tuple[str, str]]:
        return [(str(unit.pk), f"{unit.display_name} ({count})") for unit, count in self.units]

    def post_choices(self) -> list[tuple[str, str]]:
        return list({str(row.post_id): str(row.post) for row in self.posts}.items())
