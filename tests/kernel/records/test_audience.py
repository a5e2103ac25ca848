"""Who sees a record: what the database answers is what a plain reading of the rows says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.demo.cast import PERSONS, POSTS, UNITS, Cast
from shoumi.kernel.accounts.actions import (
    declare_absence,
    end_appointment,
    end_person,
    withdraw_absence,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, Post
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Audience, Capacity, Record
from shoumi.kernel.records.models import record as asking
from shoumi.kernel.records.moves import close_to, open_to
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.records.keeping import kept

DAY = date(2026, 11, 20)
PARENT = {code: parent for code, parent, *_names in UNITS}
UNIT_OF = {key: unit for key, _number, unit, *_names in PERSONS}
LOOKING = (
    "engineer", "chemist", "custodian", "leader", "office", "chair", "marketer", "sister_engineer",
    "sister_custodian", "system_admin",
)  # fmt: skip
POSTS_SHOWN = tuple(
    {(role, unit) for _person, role, unit in POSTS if unit in {"YL", "RD", "HC-PR"}}
)


@dataclass(frozen=True)
class Row:
    """An audience row in plain words; days count from DAY."""

    record: int
    whom: tuple[str, Any]
    capacity: str
    first: int
    end: int | None


rows = st.builds(
    Row,
    record=st.integers(0, 2),
    whom=st.one_of(
        st.tuples(st.just("person"), st.sampled_from(LOOKING)),
        st.tuples(st.just("post"), st.sampled_from(sorted(POSTS_SHOWN))),
        st.tuples(st.just("unit"), st.sampled_from(["YL", "RD", "MK", "HC", "HC-PR", "BY"])),
    ),
    capacity=st.sampled_from(Capacity.values),
    first=st.integers(-4, 4),
    end=st.none() | st.integers(-4, 6),
)


def units_of(key: str) -> set[str]:
    unit, found = UNIT_OF[key], set()
    while unit != "YL":
        found.add(unit)
        unit = PARENT[unit]
    return found | {"YL"}


def holds(key: str, post: tuple[str, str], day: int) -> bool:
    """The cast's posts; the leader gives up the R&D centre on DAY, the chemist is its custodian
    from the day after on."""
    if (key, *post) == ("leader", "leader", "RD"):
        return day < 0
    if (key, *post) == ("chemist", "custodian", "RD"):
        return day >= 1
    return (key, *post) in {(person, str(role), unit) for person, role, unit in POSTS}


def reaches(row: Row, key: str, day: int) -> bool:
    """The plain reading: dated, to the person, a post's holder, a unit's people, or a deputy."""
    if not (row.first <= day and (row.end is None or day < row.end)):
        return False
    kind, whom = row.whom
    if kind == "post":
        return holds(key, whom, day)
    if kind == "unit":
        return whom in units_of(key)
    deputy = key == "chemist" and whom == "engineer" and 0 <= day <= 2
    return whom == key or (deputy and row.capacity == "decides")


def here(key: str, day: int) -> bool:
    """The marketer leaves on the day after DAY."""
    return key != "marketer" or day < 1


WAYS = ((0, 0), (0, 10_000), (10_000, 10_000))


@contextmanager
def asked(handful: int, few: int) -> Iterator[None]:
    """As those are asked who see more than a handful, or more than a few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "HANDFUL", handful)
        patch.setattr(asking, "FEW", few)
        yield


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic(), ledger.opened():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def scene(cast: Cast, at: Ticker) -> tuple[Cast, list[Record]]:
    """An absence, a change of posts and a departure, on the days that the oracle knows."""
    leader = Appointment.objects.get(person=cast["leader"], post__org_unit__code="RD")
    end_appointment(leader, on=DAY, by=HOUSE, at=at())
    post = Post.objects.get(role="custodian", org_unit__code="RD")
    with acting(at):
        Appointment(
            person=cast["chemist"], post=post, from_on=DAY + timedelta(1), recorded_at=at.now
        ).save()
    declare_absence(
        cast["engineer"], deputy=cast["chemist"], from_on=DAY, until_on=DAY + timedelta(2),
        by=cast["engineer"], at=at(),
    )  # fmt: skip
    end_person(cast["marketer"], on=DAY + timedelta(1), by=HOUSE, at=at())
    return cast, [kept(cast, at) for _ in range(3)]


def write(row: Row, cast: Cast, record: Record, at: Ticker) -> None:
    kind, whom = row.whom
    key = {"person": "person", "post": "post", "unit": "org_unit"}[kind]
    find: dict[str, Callable[[], Any]] = {
        "person": lambda: cast.persons[whom],
        "post": lambda: Post.objects.get(role=whom[0], org_unit__code=whom[1]),
        "unit": lambda: cast.units[whom],
    }
    found = find[kind]()
    Audience(
        record=record, capacity=row.capacity, from_on=DAY + timedelta(row.first),
        until_on=None if row.end is None else DAY + timedelta(row.end), because="test",
        recorded_at=at.now, **{key: found},
    ).save()  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(rows, max_size=12), st.integers(-5, 6))
def test_what_one_sees_is_what_the_rows_say(
    scene: tuple[Cast, list[Record]], at: Ticker, given_rows: list[Row], day: int
) -> None:
    cast, records = scene
    with taken_back():
        for row in given_rows:
            write(row, cast, records[row.record], at)
        for key in LOOKING:
            seen = set(
                Record.objects.visible_to(cast[key], at.now + timedelta(day)).values_list(
                    "pk", flat=True
                )
            )
            expected = {
                records[row.record].pk for row in given_rows if reaches(row, key, day)
            }  # fmt: skip
            assert seen == (expected if here(key, day) else set()), (key, day)


@st.composite
def kept_under(draw: st.DrawFn) -> list[tuple[int | None, bool]]:
    """For each record: which of those before it is its parent, and if it is seen with it."""
    return [
        (draw(st.none() | st.integers(0, place - 1)) if place else None, draw(st.booleans()))
        for place in range(3)
    ]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(rows, max_size=12), kept_under(), st.integers(-5, 6))
def test_what_is_seen_with_its_parent_is_seen_whichever_way_it_is_asked(
    scene: tuple[Cast, list[Record]],
    at: Ticker,
    given_rows: list[Row],
    under: list[tuple[int | None, bool]],
    day: int,
) -> None:
    cast, records = scene
    when = at.now + timedelta(day)
    with taken_back():
        for place, (parent, seen_with_parent) in enumerate(under):
            one = Record.objects.get(pk=records[place].pk)
            one.parent = None if parent is None else records[parent]
            one.seen_with_parent = seen_with_parent
            one.save()
        for row in given_rows:
            write(row, cast, records[row.record], at)
        for key in LOOKING:
            open_here = {row.record for row in given_rows if reaches(row, key, day)}
            expected = {
                records[place].pk
                for place, (parent, with_parent) in enumerate(under)
                if place in open_here or (with_parent and parent in open_here)
            }
            for way in WAYS:
                with asked(*way):
                    found = Record.objects.visible_to(copy(cast[key]), when)
                    seen = list(found.values_list("pk", flat=True))
                assert sorted(seen) == sorted(expected if here(key, day) else ()), (key, way)


def sees(cast: Cast, key: str, record: Record, at: Ticker, days: int = 0) -> bool:
    when = at.now + timedelta(days)
    return Record.objects.visible_to(cast[key], when).filter(pk=record.pk).exists()


def test_nothing_is_seen_by_default_not_even_by_the_director(cast: Cast, at: Ticker) -> None:
    kept(cast, at)
    for key in cast.persons:
        assert not Record.objects.visible_to(cast[key], at.now).exists()
    assert not Record.objects.visible_to(HOUSE, at.now).exists()
    assert not Record.objects.visible_to(None, at.now).exists()


def test_sisters_do_not_see_each_other_and_the_group_is_seen_by_all(cast: Cast, at: Ticker) -> None:
    own, groups = kept(cast, at, unit="HC-PR"), kept(cast, at, unit="LG")
    with acting(at):
        open_to(own, cast.units["HC"], Capacity.KNOWS, because="unit", at=at.now)
        open_to(groups, cast.units["YL"], Capacity.KNOWS, because="rules", at=at.now)
    seeing = {key for key in cast.persons if sees(cast, key, own, at)}
    assert seeing == {"sister_custodian", "sister_leader", "sister_engineer"}
    assert all(sees(cast, key, groups, at) for key in cast.persons)


def test_a_deputy_sees_what_is_to_be_decided_and_not_what_the_other_knows(
    cast: Cast, at: Ticker
) -> None:
    decided, known = kept(cast, at), kept(cast, at)
    with acting(at):
        open_to(decided, cast["head"], Capacity.DECIDES, because="approval", at=at.now)
        open_to(known, cast["head"], Capacity.KNOWS, because="audience", at=at.now)
    absence = declare_absence(
        cast["head"], deputy=cast["chemist"], from_on=DAY, until_on=DAY + timedelta(2),
        by=cast["head"], at=at(),
    )  # fmt: skip
    assert [sees(cast, "chemist", decided, at, days) for days in (0, 2, 3)] == [True, True, False]
    assert not sees(cast, "chemist", known, at)
    assert sees(cast, "head", decided, at)
    withdraw_absence(absence, by=cast["head"], at=at())
    assert not sees(cast, "chemist", decided, at)


def test_one_record_is_listed_once_however_many_rows_open_it(cast: Cast, at: Ticker) -> None:
    record, engineer = kept(cast, at), cast["engineer"]
    with acting(at):
        for capacity in Capacity.values:
            open_to(record, engineer, capacity, because="test", at=at.now)
        open_to(record, cast.units["RD"], Capacity.KNOWS, because="test", at=at.now)
    assert list(Record.objects.visible_to(engineer, at.now)) == [record]


def test_opening_twice_changes_nothing_and_another_capacity_is_another_row(
    cast: Cast, at: Ticker
) -> None:
    record, engineer = kept(cast, at), cast["engineer"]
    post = Post.objects.get(role="custodian", org_unit__code="RD")
    with acting(at):
        for whom in (engineer, post, cast.units["RD"]):
            one = open_to(record, whom, Capacity.KNOWS, because="first", at=at.now)
            two = open_to(record, whom, Capacity.KNOWS, because="second", at=at.now)
            assert (one.pk, two.because) == (two.pk, "first")
            assert one.whom == whom
        open_to(record, engineer, Capacity.DECIDES, because="third", at=at.now)
    assert Audience.objects.filter(record=record).count() == 4


def test_closed_from_a_day_on_it_stays_open_until_then_and_can_be_opened_anew(
    cast: Cast, at: Ticker
) -> None:
    record, engineer = kept(cast, at), cast["engineer"]
    with acting(at):
        row = open_to(
            record, engineer, Capacity.KNOWS, because="a", at=at.now, from_on=date(2026, 2, 1)
        )
        close_to(row, on=DAY)
    assert [sees(cast, "engineer", record, at, days) for days in (-1, 0)] == [True, False]
    with acting(at):
        again = open_to(record, engineer, Capacity.KNOWS, because="b", at=at.now)
    assert again.pk != row.pk
    assert sees(cast, "engineer", record, at)


def test_an_audience_row_names_exactly_one(cast: Cast, at: Ticker) -> None:
    record = kept(cast, at)
    for whom in ({}, {"person": cast["engineer"], "org_unit": cast.units["RD"]}):
        with pytest.raises(IntegrityError), acting(at):
            Audience(
                record=record, capacity="knows", from_on=DAY, because="x", recorded_at=at.now,
                **whom,
            ).save()  # fmt: skip
