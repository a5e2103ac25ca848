"""What a committee lacks, by values; by when a seat is filled and an undertaking signed."""

from datetime import date

import pytest

from shoumi.domains.committee.rules.appointing import Candidate, fill_by, objections, sign_by
from shoumi.domains.committee.rules.composition import (
    Gap,
    Holding,
    Lack,
    of_committee,
    of_departments,
    of_office,
)
from shoumi.foundation.periods import WorkCalendar

COMPANY, RESEARCH, AFFILIATE = 1, 2, 3
WHOLE = (
    Holding(1, "chair", COMPANY, COMPANY),
    Holding(1, "general_manager", COMPANY, COMPANY),
    Holding(2, "leader", RESEARCH, COMPANY),
    Holding(2, "deputy", COMPANY, COMPANY),
    Holding(3, "head", RESEARCH, COMPANY),
    Holding(3, "member", COMPANY, COMPANY),
    Holding(4, "custodian", RESEARCH, COMPANY),
    Holding(5, "office_head", COMPANY, COMPANY),
)


def without(*roles: str) -> list[Holding]:
    return [one for one in WHOLE if one.role not in roles]


def test_a_whole_committee_lacks_nothing() -> None:
    assert list(of_committee(COMPANY, WHOLE)) == []
    assert list(of_office(COMPANY, WHOLE)) == []
    assert list(of_departments([RESEARCH], WHOLE)) == []


@pytest.mark.parametrize(
    ("roles", "gap"),
    [
        (["chair"], Gap(Lack.DIRECTOR, COMPANY, "chair")),
        (["general_manager"], Gap(Lack.GENERAL_MANAGER, COMPANY, "chair")),
        (["deputy"], Gap(Lack.DEPUTY, COMPANY, "deputy", 2)),
        (["member"], Gap(Lack.MEMBER, COMPANY, "member", 3)),
    ],
)
def test_each_thing_that_is_missing_is_named(roles: list[str], gap: Gap) -> None:
    assert list(of_committee(COMPANY, without(*roles))) == [gap]


def test_a_leader_who_is_director_needs_no_other_seat() -> None:
    held = [*WHOLE, Holding(1, "leader", RESEARCH, COMPANY)]
    assert list(of_committee(COMPANY, held)) == []


def test_a_head_who_is_deputy_is_seated_and_so_is_a_leader_who_heads() -> None:
    held = [*without("member"), Holding(3, "deputy", COMPANY, COMPANY)]
    assert list(of_committee(COMPANY, held)) == []
    both = [*without("deputy"), Holding(2, "head", RESEARCH, COMPANY)]
    assert list(of_committee(COMPANY, both)) == [Gap(Lack.DEPUTY, COMPANY, "deputy", 2)]


def test_who_belongs_to_an_affiliate_does_not_sit_for_the_company() -> None:
    held = [*WHOLE, Holding(9, "head", AFFILIATE, AFFILIATE)]
    assert list(of_committee(COMPANY, held)) == []
    own = list(of_committee(AFFILIATE, held))
    assert {one.lack for one in own} == {Lack.DIRECTOR, Lack.MEMBER}


def test_office_and_departments() -> None:
    assert list(of_office(COMPANY, without("office_head"))) == [
        Gap(Lack.OFFICE_HEAD, COMPANY, "office_head")
    ]
    assert list(of_departments([RESEARCH, 7], WHOLE)) == [Gap(Lack.CUSTODIAN, 7, "custodian")]


@pytest.mark.parametrize(
    ("stands", "codes"),
    [
        (Candidate("member"), []),
        (Candidate("member", is_here=False), ["not_here"]),
        (Candidate("member", held=("system_admin",)), ["administrators_apart"]),
        (Candidate("member", holds_it=True), ["holds_it"]),
        (Candidate("custodian", others=("李玥",)), ["held_by_another"]),
        (Candidate("custodian", others=("李玥",), replaces=True), []),
        (Candidate("member", is_here=False, holds_it=True), ["not_here", "holds_it"]),
    ],
)
def test_everything_that_speaks_against_an_appointment_is_said(
    stands: Candidate, codes: list[str]
) -> None:
    assert [one.code for one in objections(stands)] == codes


def test_days() -> None:
    calendar = WorkCalendar.of([])
    assert fill_by(date(2026, 11, 20), calendar) == date(2026, 12, 4)
    assert sign_by(2026, date(2026, 1, 5), calendar) == date(2026, 2, 2)
    assert sign_by(2027, date(2026, 1, 5), calendar) == date(2027, 1, 31)
    assert sign_by(2026, date(2026, 11, 20), calendar) == date(2026, 12, 18)
