"""The duty gate: what is required on a day, and how persons stand with it (4.2, 4.3, 4.7)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from shoumi.domains.people.models import Qualification, Requirement
from shoumi.domains.people.rules import Kind, Standing, standing_with
from shoumi.kernel.access import Reason


@dataclass(frozen=True)
class Held:
    """How one person stands with one requirement, and what that rests on."""

    kind: Kind
    standing: Standing
    basis: str = ""
    until_on: date | None = None


def required_on(day: date) -> frozenset[Kind]:
    """What everybody must hold on that day. One query."""
    last: dict[str, bool] = {}
    for row in Requirement.objects.filter(from_on__lte=day).order_by("from_on", "pk"):
        last[row.kind] = row.required
    return frozenset(Kind(kind) for kind, required in last.items() if required)


def held_by(persons: Collection[int], day: date) -> dict[int, tuple[Held, ...]]:
    """Each person's standing with every kind, by the person's key. Two queries at most."""
    required = required_on(day)
    rows: dict[tuple[int, str], list[Qualification]] = defaultdict(list)
    if required:
        kept = Qualification.objects.filter(person_id__in=persons, kind__in=required)
        for row in kept.order_by("from_on", "pk"):
            rows[row.person_id, row.kind].append(row)
    return {
        person: tuple(
            _held(kind, rows[person, kind], day, required=kind in required) for kind in Kind
        )
        for person in persons
    }


def lacking(person: int, day: date) -> tuple[Reason, ...]:
    """Why content stays shut to this person on that day: what is required and not held."""
    held = held_by([person], day)[person]
    return tuple(one.kind.reason for one in held if not one.standing.opens)


def _held(kind: Kind, rows: list[Qualification], day: date, *, required: bool) -> Held:
    standing = standing_with(required=required, terms=[row.term for row in rows], day=day)
    if standing is not Standing.HELD:
        return Held(kind, standing)
    row = [one for one in rows if one.term.holds(day)][-1]
    return Held(kind, standing, row.basis, row.until_on)
