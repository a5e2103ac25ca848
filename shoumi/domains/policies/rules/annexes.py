"""Differences between two annexes, row by row. Values only."""

from collections.abc import Sequence

from shoumi.domains.policies.rules.texts import Difference, Words, differences


def row_differences(before: Sequence[Words], after: Sequence[Words]) -> list[Difference]:
    """In the order of the new table, each row by its first cell; what was left out stands last."""
    old, new = {one.ident: one for one in before}, {one.ident: one for one in after}
    found: list[Difference] = []
    for ident in [*new, *(one for one in old if one not in new)]:
        found += differences(
            [old[ident]] if ident in old else [], [new[ident]] if ident in new else []
        )
    return found
