"""Who may hold what beside what, and how long the door stays shut."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.rules import administrator_conflict, locked_until

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=15)

roles = st.sampled_from(list(Role))
failures = st.lists(
    st.integers(0, 7200).map(lambda seconds: NOON + timedelta(seconds=seconds)), max_size=20
)


@pytest.mark.parametrize(
    ("role", "held", "clash"),
    [
        (Role.SYSTEM_ADMIN, [], False),
        (Role.SYSTEM_ADMIN, [Role.SYSTEM_ADMIN], False),
        (Role.SYSTEM_ADMIN, [Role.JOB], False),
        (Role.JOB, [Role.AUDIT_ADMIN], False),
        (Role.CHAIR, [Role.LEADER, Role.HEAD, Role.JOB], False),
        (Role.SYSTEM_ADMIN, [Role.AUDIT_ADMIN], True),
        (Role.SECRECY_ADMIN, [Role.SYSTEM_ADMIN], True),
        (Role.AUDIT_ADMIN, [Role.SECRECY_ADMIN, Role.JOB], True),
        (Role.SYSTEM_ADMIN, [Role.CUSTODIAN], True),
        (Role.CUSTODIAN, [Role.SYSTEM_ADMIN], True),
        (Role.OFFICE, [Role.JOB, Role.AUDIT_ADMIN], True),
    ],
)
def test_administrators_stay_apart_from_each_other_and_from_content(
    role: str, held: list[str], clash: bool
) -> None:
    assert (administrator_conflict(role, held) is not None) is clash


@given(roles, st.lists(roles, max_size=5))
def test_a_conflict_is_just_an_administrator_beside_any_governing_post(
    role: Role, held: list[Role]
) -> None:
    governing = ({role, *held}) - {Role.JOB}
    clash = role != Role.JOB and bool(governing & ADMINISTRATORS) and len(governing) > 1
    already = bool((set(held) - {role}) & ADMINISTRATORS) or role in ADMINISTRATORS
    assert (administrator_conflict(role, held) is not None) is (clash and already)


@given(roles, roles)
def test_a_conflict_does_not_depend_on_which_post_came_first(one: Role, other: Role) -> None:
    first = administrator_conflict(one, [other])
    assert (first is None) is (administrator_conflict(other, [one]) is None)


@pytest.mark.parametrize(
    ("minutes", "shut_until"),
    [
        ([], None),
        ([0, 5], None),
        ([0, 5, 10], 25),
        ([10, 0, 5], 25),
        ([0, 0, 0], 15),
        ([0, 7, 15], 30),
        ([0, 7, 16], None),
        ([0, 1, 14, 15], 30),
        ([0, 1, 2, 40], None),
    ],
)
def test_the_door_shuts_at_the_third_failure_within_a_window(
    minutes: list[int], shut_until: int | None
) -> None:
    times = [NOON + timedelta(minutes=minute) for minute in minutes]
    expected = None if shut_until is None else NOON + timedelta(minutes=shut_until)
    assert locked_until(times, tries=3, window=WINDOW) == expected


@given(failures, st.integers(1, 8))
def test_the_door_opens_a_window_after_the_last_failure_or_was_never_shut(
    times: list[datetime], tries: int
) -> None:
    until = locked_until(times, tries=tries, window=WINDOW)
    if until is None:
        assert len(times) < tries or max(times) - sorted(times)[-tries] > WINDOW
    else:
        assert until == max(times) + WINDOW


@given(failures, st.integers(1, 8))
def test_another_failure_never_opens_a_shut_door(times: list[datetime], tries: int) -> None:
    until = locked_until(times, tries=tries, window=WINDOW)
    if until is not None:
        again = locked_until([*times, max(times)], tries=tries, window=WINDOW)
        assert again is not None
        assert again >= until


@given(failures)
def test_a_smaller_number_of_tries_shuts_no_later(times: list[datetime]) -> None:
    shut = [locked_until(times, tries=tries, window=WINDOW) is not None for tries in range(1, 9)]
    assert all(fewer or not more for fewer, more in pairwise(shut))
