"""Which status follows, by values."""

import pytest

from shoumi.domains.register.rules.proving import status_of
from shoumi.kernel.controls import Status


@pytest.mark.parametrize(
    ("subjects", "broken", "due", "expected"),
    [
        (0, 0, 0, Status.UNKNOWN),
        (3, 0, 0, Status.KEPT),
        (3, 0, 1, Status.DUE),
        (3, 1, 1, Status.BROKEN),
    ],
)
def test_the_gravest_answer_wins(subjects: int, broken: int, due: int, expected: Status) -> None:
    assert status_of(subjects=subjects, broken=broken, due=due) is expected
