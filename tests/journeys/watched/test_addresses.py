"""Every address of the house, by every method, asked by every role: nobody sees what isn't his."""

import pytest
from django.test import override_settings

from tests.journeys.watched.house import House
from tests.journeys.watched.places import Address, UnknownPlaceError, addresses, routes
from tests.journeys.watched.roles import ADMINISTRATORS, APART, METHODS, OUTSIDE, ROLES, Knocking
from tests.journeys.watched.sight import faults, may_see

pytestmark = [
    pytest.mark.django_db(databases=["default", "keystore"]), pytest.mark.xdist_group("watched"),
]  # fmt: skip


def walked(role: str, house: House, found: list[Address]) -> tuple[list[str], set[str]]:
    """What was wrong, and which things were shown."""
    knocking, wrong, shown = Knocking(role, house), list[str](), set[str]()
    for address in found:
        for method in METHODS:
            if (address.route, method) in house.unanswered and role not in OUTSIDE:
                continue
            one = knocking.at(address, method)
            if one.status == 405:
                house.unanswered.add((address.route, method))
            wrong += faults(one, house, knocking)
            shown |= one.seen
    return wrong, shown


@pytest.mark.parametrize("role", ROLES)
def test_at_every_address_a_role_sees_what_is_its_own_and_nothing_else(
    role: str, house: House, found: list[Address]
) -> None:
    wrong, shown = walked(role, house, found)
    assert not wrong, "\n".join(wrong)
    # The markers are really there to be seen.
    assert {of for of in house.marks.made if role in may_see(of)} <= shown


def test_administrators_and_strangers_may_see_nothing_of_any_secret(house: House) -> None:
    seeing = frozenset[str]().union(*(may_see(of) for of in house.marks.made))
    assert not (ADMINISTRATORS | APART | OUTSIDE) & seeing
    assert seeing | APART | OUTSIDE == set(ROLES)


def test_every_address_is_asked_for(found: list[Address]) -> None:
    assert {one.route for one in found} == {route for route, _ in routes()}


@pytest.mark.parametrize(
    ("role", "address", "because"),
    [
        ("marketer", "/forgets", "shows ordinary.title"),
        ("system_admin", "/forgets", "shows core.title"),
        ("office", "/names", "stands in the head"),
        ("secrecy_admin", "/tells", "where nothing is, 404"),
        ("engineer", "/breaks", "broke"),
        ("stranger", "/names", "stands in the head"),
    ],
)
def test_an_address_that_leaks_would_be_noticed(
    role: str, address: str, because: str, house: House
) -> None:
    with override_settings(ROOT_URLCONF="tests.journeys.watched.leaky_urls"):
        leaking = [one for one in addresses() if one.path.endswith(address)]
        wrong, _shown = walked(role, house, leaking)
    assert any(because in line for line in wrong), wrong


def test_an_address_that_nobody_can_fill_fails(house: House) -> None:
    with (
        override_settings(ROOT_URLCONF="tests.journeys.watched.strange_urls"),
        pytest.raises(UnknownPlaceError, match="gadgets"),
    ):
        addresses()
