"""Quorum and majorities, by numbers alone (5.1)."""

ANY, SIMPLE, TWO_THIRDS = "any", "simple", "two_thirds"


def quorum_of(seats: int) -> int:
    """How many must be there: more than half of the seats; of no seats no number suffices."""
    return seats // 2 + 1


def is_quorate(present: int, quorum: int) -> bool:
    """`present` counts those who may vote on the point: absent and recused ones are out of it."""
    return quorum > 0 and present >= quorum


def is_adopted(majority: str, *, agree: int, refuse: int, abstain: int, present: int) -> bool:
    """Whether a vote was carried. A tie carries nothing; whoever abstains or says nothing counts
    as present, so in all but the first majority he weighs against.

    Raises ValueError for more ballots than people present, and for an unknown majority.
    """
    if min(agree, refuse, abstain) < 0 or agree + refuse + abstain > present:
        raise ValueError("more ballots than people present")
    if majority == ANY:
        return agree > refuse
    if majority == SIMPLE:
        return 2 * agree > present
    if majority == TWO_THIRDS:
        return agree > 0 and 3 * agree >= 2 * present
    raise ValueError(f"unknown majority {majority!r}")
