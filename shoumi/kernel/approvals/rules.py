"""Pure decisions: how a step stands after what its seats decided."""

from collections.abc import Sequence
from enum import StrEnum


class Outcome(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    REJECTED = "rejected"
    RETURNED = "returned"


def outcome(mode: str, need: int, seats: int, verdicts: Sequence[str]) -> Outcome:
    """How a step stands. `seats` counts those who may still decide and those who have; recused
    seats are out of the count and `verdicts` does not hold them.

    One return sends everything back, and so does a step whose seats have all recused themselves:
    nobody is left to decide, and whoever asked must ask others. A step that can no longer be passed
    is rejected. A body's step has no seats and at most one verdict, its resolution's.
    """
    if mode == "body":
        settled = {"agree": Outcome.PASSED, "refuse": Outcome.REJECTED, "return": Outcome.RETURNED}
        return next((settled[verdict] for verdict in verdicts), Outcome.OPEN)
    if "return" in verdicts or not seats:
        return Outcome.RETURNED
    agreed = sum(verdict == "agree" for verdict in verdicts)
    needed = {"any": 1, "all": seats, "quorum": need}[mode]
    if mode == "all" and any(verdict in {"refuse", "abstain"} for verdict in verdicts):
        return Outcome.REJECTED
    if agreed >= needed:
        return Outcome.PASSED
    undecided = seats - len(verdicts)
    if agreed + undecided < needed:
        return Outcome.REJECTED
    return Outcome.OPEN
