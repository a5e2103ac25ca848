"""What a committee lacks, by values: who holds which post where, and who should (3.1, 3.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

CHAIR, DEPUTY, MEMBER = "chair", "deputy", "member"
OFFICE, OFFICE_HEAD, CUSTODIAN = "office", "office_head", "custodian"
GENERAL_MANAGER, LEADER = "general_manager", "leader"
SEATS = (CHAIR, DEPUTY, MEMBER)
# Whoever holds one of these sits on the committee.
SEATED = ("head", "counsel", "expert")


class Lack(StrEnum):
    """What is missing: a holder, a person's seat, or that the director is the general manager."""

    DIRECTOR = "director"
    GENERAL_MANAGER = "general_manager"
    DEPUTY = "deputy"
    MEMBER = "member"
    OFFICE_HEAD = "office_head"
    CUSTODIAN = "custodian"


@dataclass(frozen=True)
class Holding:
    """One person in one post; `entity` is the legal entity that the unit is part of."""

    person: int
    role: str
    unit: int
    entity: int


@dataclass(frozen=True)
class Gap:
    """Something missing in a unit; `person` where it is he who should sit."""

    lack: Lack
    unit: int
    role: str
    person: int | None = None


def of_committee(entity: int, held: Sequence[Holding]) -> Iterator[Gap]:
    """What the committee of one legal entity lacks; the departments' custodians stand apart."""
    own = [one for one in held if one.entity == entity]
    here = [one for one in own if one.unit == entity]
    directors = _persons(here, CHAIR)
    managers = _persons(here, GENERAL_MANAGER)
    if not directors:
        yield Gap(Lack.DIRECTOR, entity, CHAIR)
    elif not directors & managers:
        yield Gap(Lack.GENERAL_MANAGER, entity, CHAIR)
    chiefs = directors | _persons(here, DEPUTY)
    leaders = _persons(own, LEADER)
    for person in sorted(leaders - chiefs):
        yield Gap(Lack.DEPUTY, entity, DEPUTY, person)
    seated = chiefs | _persons(here, MEMBER)
    for person in sorted(_persons(own, *SEATED) - seated - leaders):
        yield Gap(Lack.MEMBER, entity, MEMBER, person)


def of_office(entity: int, held: Sequence[Holding]) -> Iterator[Gap]:
    """The office has a head; of what he is head may be he alone."""
    if not _persons([one for one in held if one.unit == entity], OFFICE_HEAD):
        yield Gap(Lack.OFFICE_HEAD, entity, OFFICE_HEAD)


def of_departments(departments: Sequence[int], held: Sequence[Holding]) -> Iterator[Gap]:
    served = {one.unit for one in held if one.role == CUSTODIAN}
    for unit in departments:
        if unit not in served:
            yield Gap(Lack.CUSTODIAN, unit, CUSTODIAN)


def _persons(held: Sequence[Holding], *roles: str) -> set[int]:
    return {one.person for one in held if one.role in roles}
