"""How a person stands with a requirement, by values."""

from datetime import date

import pytest

from shoumi.domains.people.rules import Standing, Term, standing_with

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("required", "terms", "standing"),
    [
        (False, [], Standing.NOT_YET_REQUIRED),
        (True, [], Standing.MISSING),
        (True, [Term(DAY, None, None)], Standing.HELD),
        (True, [Term(date(2026, 1, 1), DAY, None)], Standing.HELD),
        (True, [Term(date(2026, 1, 1), date(2026, 11, 19), None)], Standing.OVER),
        (True, [Term(date(2026, 1, 1), None, DAY)], Standing.OVER),
        (True, [Term(date(2026, 1, 1), None, date(2026, 11, 21))], Standing.HELD),
        (True, [Term(date(2026, 11, 21), None, None)], Standing.MISSING),
        (True, [Term(date(2026, 1, 1), None, DAY), Term(DAY, None, None)], Standing.HELD),
    ],
)
def test_standing(required: bool, terms: list[Term], standing: Standing) -> None:
    assert standing_with(required=required, terms=terms, day=DAY) is standing


def test_only_what_is_not_yet_required_or_held_opens() -> None:
    assert {one for one in Standing if one.opens} == {Standing.NOT_YET_REQUIRED, Standing.HELD}
