"""How a step stands, by values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.kernel.approvals.rules import Outcome, outcome


@pytest.mark.parametrize(
    ("mode", "need", "seats", "verdicts", "wanted"),
    [
        ("any", 1, 2, [], Outcome.OPEN),
        ("any", 1, 2, ["agree"], Outcome.PASSED),
        ("any", 1, 2, ["refuse"], Outcome.OPEN),
        ("any", 1, 2, ["refuse", "refuse"], Outcome.REJECTED),
        ("any", 1, 2, ["refuse", "agree"], Outcome.PASSED),
        ("any", 1, 1, ["abstain"], Outcome.REJECTED),
        ("all", 1, 2, ["agree"], Outcome.OPEN),
        ("all", 1, 2, ["agree", "agree"], Outcome.PASSED),
        ("all", 1, 2, ["agree", "refuse"], Outcome.REJECTED),
        ("all", 1, 2, ["abstain"], Outcome.REJECTED),
        ("quorum", 2, 3, ["agree", "refuse"], Outcome.OPEN),
        ("quorum", 2, 3, ["agree", "agree"], Outcome.PASSED),
        ("quorum", 2, 3, ["refuse", "refuse"], Outcome.REJECTED),
        ("any", 1, 3, ["agree", "return"], Outcome.RETURNED),
        ("any", 1, 0, [], Outcome.RETURNED),
        ("body", 1, 0, [], Outcome.OPEN),
        ("body", 1, 0, ["agree"], Outcome.PASSED),
        ("body", 1, 0, ["refuse"], Outcome.REJECTED),
        ("body", 1, 0, ["return"], Outcome.RETURNED),
    ],
)
def test_a_step_stands_as_its_verdicts_say(
    mode: str, need: int, seats: int, verdicts: list[str], wanted: Outcome
) -> None:
    assert outcome(mode, need, seats, verdicts) is wanted


@given(
    mode=st.sampled_from(["any", "all", "quorum"]),
    seats=st.integers(1, 6),
    data=st.data(),
)
def test_a_step_never_passes_without_agreement_and_ends_when_all_have_decided(
    mode: str, seats: int, data: st.DataObject
) -> None:
    need = data.draw(st.integers(1, seats))
    verdicts = data.draw(
        st.lists(st.sampled_from(["agree", "refuse", "abstain", "return"]), max_size=seats)
    )
    result = outcome(mode, need, seats, verdicts)
    if result is Outcome.PASSED:
        needed = {"any": 1, "all": seats, "quorum": need}[mode]
        assert verdicts.count("agree") >= needed
        assert "return" not in verdicts
    if len(verdicts) == seats:
        assert result is not Outcome.OPEN
