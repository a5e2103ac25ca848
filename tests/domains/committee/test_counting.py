"""Quorum and majorities by numbers, and who may vote."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.domains.committee.models import Majority
from shoumi.domains.committee.rules.counting import is_adopted, is_quorate, quorum_of
from shoumi.domains.committee.rules.voting import RECUSED, TWICE, Voter, objection

counts = st.integers(min_value=0, max_value=60)


@given(seats=counts)
def test_a_quorum_is_more_than_half_of_the_seats(seats: int) -> None:
    assert 2 * quorum_of(seats) > seats
    assert 2 * (quorum_of(seats) - 1) <= seats
    assert not is_quorate(seats, 0)


@given(seats=st.integers(min_value=1, max_value=60))
def test_two_meetings_at_once_can_never_both_be_quorate(seats: int) -> None:
    half = seats // 2
    assert not is_quorate(half, quorum_of(seats))
    assert is_quorate(seats, quorum_of(seats))


@given(agree=counts, abstain=counts, silent=counts, majority=st.sampled_from(Majority.values))
def test_a_tie_carries_nothing(agree: int, abstain: int, silent: int, majority: str) -> None:
    present = 2 * agree + abstain + silent
    assert not is_adopted(majority, agree=agree, refuse=agree, abstain=abstain, present=present)


@given(agree=counts, refuse=counts, abstain=counts, silent=counts)
def test_a_stricter_majority_carries_nothing_that_a_milder_does_not(
    agree: int, refuse: int, abstain: int, silent: int
) -> None:
    present = agree + refuse + abstain + silent
    told = {"agree": agree, "refuse": refuse, "abstain": abstain, "present": present}
    any_, simple, two_thirds = (is_adopted(one, **told) for one in ("any", "simple", "two_thirds"))
    assert two_thirds <= simple <= any_


@given(
    agree=counts, refuse=counts, abstain=counts, majority=st.sampled_from(Majority.values)
)  # fmt: skip
def test_one_more_who_abstains_never_carries_what_failed(
    agree: int, refuse: int, abstain: int, majority: str
) -> None:
    present = agree + refuse + abstain
    before = is_adopted(majority, agree=agree, refuse=refuse, abstain=abstain, present=present)
    after = is_adopted(
        majority, agree=agree, refuse=refuse, abstain=abstain + 1, present=present + 1
    )
    assert after <= before


@given(agree=counts, refuse=counts, silent=counts, majority=st.sampled_from(Majority.values))
def test_one_more_in_favour_never_fails_what_was_carried(
    agree: int, refuse: int, silent: int, majority: str
) -> None:
    present = agree + refuse + silent + 1
    told = {"refuse": refuse, "abstain": 0, "present": present}
    assert is_adopted(majority, agree=agree, **told) <= is_adopted(
        majority, agree=agree + 1, **told
    )


@pytest.mark.parametrize(
    ("majority", "agree", "present", "carried"),
    [
        ("simple", 5, 10, False), ("simple", 6, 10, True), ("two_thirds", 6, 9, True),
        ("two_thirds", 6, 10, False), ("any", 1, 10, True), ("two_thirds", 0, 0, False),
    ],
)  # fmt: skip
def test_the_bounds(majority: str, agree: int, present: int, carried: bool) -> None:
    said = is_adopted(majority, agree=agree, refuse=0, abstain=0, present=present)
    assert said is carried


def test_more_ballots_than_people_are_no_count() -> None:
    with pytest.raises(ValueError, match="more ballots"):
        is_adopted("any", agree=2, refuse=1, abstain=0, present=2)
    with pytest.raises(ValueError, match="unknown"):
        is_adopted("none", agree=1, refuse=0, abstain=0, present=2)


def test_he_votes_whom_nothing_speaks_against_and_nobody_else() -> None:
    names = ("is_open", "is_listed", "holds_seat", "is_recused", "is_present", "has_voted")
    for values in product((True, False), repeat=len(names)):
        voter = Voter(**dict(zip(names, values, strict=True)))
        assert (objection(voter) is None) == (voter == Voter())
    assert objection(Voter(is_recused=True)) == RECUSED
    assert objection(Voter(has_voted=True)) == TWICE
