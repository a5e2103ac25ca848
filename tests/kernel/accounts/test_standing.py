"""What somebody is on a day, and who holds a post for a unit."""

from datetime import date, timedelta
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import (
    add_post,
    add_unit,
    appoint,
    declare_absence,
    end_appointment,
    end_person,
    withdraw_absence,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import NOBODY, forget, holders, local_day, standing
from shoumi.kernel.actions import Invalid
from tests.conftest import Ticker

SINCE, DAY = date(2026, 1, 5), date(2026, 11, 20)


def keys(cast: Cast, persons: list[Person]) -> set[str]:
    named = {person.pk: key for key, person in cast.persons.items()}
    return {named[person.pk] for person in persons}


def put(cast: Cast, at: Ticker, key: str, role: str, unit: OrgUnit, **span: date) -> Appointment:
    post = Post.objects.filter(org_unit=unit, role=role).first()
    post = post or add_post(org_unit=unit, role=role, by=HOUSE, at=at())
    days: dict[str, Any] = {"from_on": DAY, **span}
    return appoint(person=cast[key], post=post, by=HOUSE, at=at(), **days)


def test_the_house_and_strangers_have_no_standing(at: Ticker) -> None:
    assert standing(HOUSE, at()) is NOBODY
    assert standing(None, at()) is NOBODY
    assert not NOBODY.active
    assert not NOBODY.has(*Role.values)


def test_a_day_is_that_of_the_company_not_of_greenwich(at: Ticker) -> None:
    assert local_day(at(hours=13, minutes=59)) == DAY
    assert local_day(at(minutes=1)) == DAY + timedelta(1)


def test_a_person_belongs_to_the_unit_and_to_all_above_it(cast: Cast, at: Ticker) -> None:
    seat = standing(cast["sister_engineer"], at())
    assert seat.unit_ids == [cast.units[code].pk for code in ("YL", "HC", "HC-PR")]
    assert (seat.active, seat.held) == (True, ())


def test_a_role_is_held_in_its_unit_or_over_it_and_not_beside_it(cast: Cast, at: Ticker) -> None:
    custodian, office = standing(cast["custodian"], at()), standing(cast["office"], at())
    units = cast.units
    assert custodian.has_at(units["RD"], Role.CUSTODIAN)
    assert not custodian.has_at(units["MK"], Role.CUSTODIAN)
    assert not custodian.has_at(units["YL"], Role.CUSTODIAN)
    assert not custodian.has_over(units["YL"], Role.CUSTODIAN)
    assert not custodian.has_at(units["RD"], Role.HEAD)
    assert office.has_over(units["HC-PR"], Role.OFFICE)
    assert not office.has_at(units["HC-PR"], Role.OFFICE)
    sister = standing(cast["sister_leader"], at())
    assert sister.has_over(units["HC-PR"], Role.LEADER)
    assert not sister.has_over(units["BY-RD"], Role.LEADER)


def test_a_key_that_begins_with_another_is_another_unit(cast: Cast, at: Ticker) -> None:
    """A path ends in a stroke, so unit 1 is never taken for a part of unit 10."""
    seat = standing(cast["custodian"], at())
    (held,) = seat.held
    beside = OrgUnit(pk=int(f"{held.unit_id}0"), path=held.path[:-1] + "0/")
    assert not seat.has_over(beside, Role.CUSTODIAN)


def test_standing_follows_the_days_of_appointments(cast: Cast, at: Ticker) -> None:
    row = Appointment.objects.get(person=cast["custodian"])
    end_appointment(row, on=DAY, by=HOUSE, at=at())
    put(cast, at, "chemist", Role.CUSTODIAN, cast.units["RD"])
    assert not standing(cast["custodian"], at.now).has(Role.CUSTODIAN)
    assert standing(cast["custodian"], at.now - timedelta(1)).has(Role.CUSTODIAN)
    assert standing(cast["chemist"], at.now).has(Role.CUSTODIAN)
    assert not standing(cast["chemist"], at.now - timedelta(1)).has(Role.CUSTODIAN)


def test_standing_is_kept_for_a_day_and_read_anew_when_told(cast: Cast, at: Ticker) -> None:
    person = cast["custodian"]
    assert standing(person, at()).has(Role.CUSTODIAN)
    row = Appointment.objects.get(person=person)
    end_appointment(row, on=DAY, by=HOUSE, at=at())
    assert standing(person, at()).has(Role.CUSTODIAN)
    forget(person)
    assert not standing(person, at()).has(Role.CUSTODIAN)
    assert standing(person, at(hours=-24)).has(Role.CUSTODIAN)


def test_a_deputy_stands_in_from_the_first_day_to_the_last(cast: Cast, at: Ticker) -> None:
    absence = declare_absence(
        cast["leader"], deputy=cast["head"], from_on=DAY, until_on=DAY + timedelta(2),
        by=cast["leader"], at=at(),
    )  # fmt: skip

    def stands_in(days: int) -> bool:
        return cast["leader"].pk in standing(cast["head"], at.now + timedelta(days)).stands_in_for

    assert [stands_in(days) for days in (-1, 0, 1, 2, 3)] == [False, True, True, True, False]
    withdraw_absence(absence, by=cast["leader"], at=at())
    assert not stands_in(0)


def test_deputies_never_lead_back_to_whoever_is_away(cast: Cast, at: Ticker) -> None:
    """A for B for C for A, on any day that all share."""

    def away(who: str, deputy: str, first: int, last: int) -> None:
        declare_absence(
            cast[who], deputy=cast[deputy], from_on=DAY + timedelta(first),
            until_on=DAY + timedelta(last), by=cast[who], at=at(),
        )  # fmt: skip

    away("leader", "head", 0, 4)
    away("head", "custodian", 0, 4)
    away("custodian", "engineer", 0, 4)
    with pytest.raises(Invalid) as invalid:
        away("engineer", "leader", 3, 9)
    assert invalid.value.field == "deputy"
    away("engineer", "chemist", 3, 4)
    away("engineer", "leader", 5, 9)


def test_whoever_left_is_not_active_and_before_the_first_day_neither(
    cast: Cast, at: Ticker
) -> None:
    end_person(cast["engineer"], on=DAY, by=HOUSE, at=at())
    person = cast["engineer"]
    assert [standing(person, at.now + timedelta(days)).active for days in (-1, 0)] == [True, False]
    first = at.now.replace(year=2026, month=1, day=5)
    assert standing(person, first).active
    assert not standing(person, first - timedelta(1)).active


def test_the_nearest_holder_up_the_tree_is_found(cast: Cast, at: Ticker) -> None:
    units = cast.units
    assert keys(cast, holders(units["RD"], Role.LEADER, on=DAY)) == {"leader"}
    assert keys(cast, holders(units["HC-PR"], Role.LEADER, on=DAY)) == {"sister_leader"}
    assert keys(cast, holders(units["HC-PR"], Role.CHAIR, on=DAY)) == {"chair"}
    assert holders(units["HC"], Role.CUSTODIAN, on=DAY) == []
    assert holders(units["YL"], Role.HEAD, on=DAY) == []
    assert keys(cast, holders(units["RD"], Role.HEAD, Role.CUSTODIAN, on=DAY)) == {
        "head", "custodian",
    }  # fmt: skip


def test_a_nearer_holder_takes_the_place_of_one_above(cast: Cast, at: Ticker) -> None:
    group = add_unit(
        parent=cast.units["RD"], kind="department", code="RD-1", name="涂层组", by=HOUSE, at=at()
    )
    assert keys(cast, holders(group, Role.CUSTODIAN, on=DAY)) == {"custodian"}
    put(cast, at, "chemist", Role.CUSTODIAN, group)
    assert keys(cast, holders(group, Role.CUSTODIAN, on=DAY)) == {"chemist"}
    assert keys(cast, holders(cast.units["RD"], Role.CUSTODIAN, on=DAY)) == {"custodian"}


def test_a_holder_counts_only_in_office_and_while_here(cast: Cast, at: Ticker) -> None:
    row = Appointment.objects.get(person=cast["sister_leader"])
    end_appointment(row, on=DAY, by=HOUSE, at=at())
    before = DAY - timedelta(1)
    assert holders(cast.units["HC-PR"], Role.LEADER, on=DAY) == []
    assert keys(cast, holders(cast.units["HC-PR"], Role.LEADER, on=before)) == {"sister_leader"}
    assert holders(cast.units["HC-PR"], Role.LEADER, on=SINCE - timedelta(1)) == []
    end_person(cast["chair"], on=DAY, by=HOUSE, at=at())
    assert holders(cast.units["HC-PR"], Role.CHAIR, on=DAY) == []


def test_of_a_vacant_nearer_post_the_one_above_takes_over(cast: Cast, at: Ticker) -> None:
    put(cast, at, "leader", Role.LEADER, cast.units["YL"])
    assert keys(cast, holders(cast.units["HC-PR"], Role.LEADER, on=DAY)) == {"sister_leader"}
    row = Appointment.objects.get(person=cast["sister_leader"])
    end_appointment(row, on=DAY, by=HOUSE, at=at())
    assert keys(cast, holders(cast.units["HC-PR"], Role.LEADER, on=DAY)) == {"leader"}


@pytest.mark.parametrize("key", ["chair", "engineer"])
def test_standing_costs_two_queries(
    cast: Cast, at: Ticker, key: str, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    person = cast[key]
    with django_assert_num_queries(2):  # type: ignore[operator]
        standing(person, at.now)
        standing(person, at.now)
