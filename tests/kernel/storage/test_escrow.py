"""Recovery shares: three of five put the root key back, two or a stranger's never."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.foundation.sealing import Altered, SharesRefused
from shoumi.foundation.sealing.escrow import (
    combine,
    new_recovery_secret,
    open_with_recovery,
    recovery_public_key,
    require_share,
    seal_to_recovery,
    split,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys.escrow import NewShares, draw_shares, recover, seal_to
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from shoumi.kernel.storage.keys.standing import standing
from shoumi.kernel.storage.models import Keystore
from shoumi.kernel.storage.refusals import NoShares
from tests.conftest import Ticker

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.fixture
def new(record: Record, at: Ticker) -> NewShares:
    made = draw_shares()
    seal_to(made.public, by=HOUSE, now=at)
    return made


def lose(data: Path) -> None:
    for path in (data / "keys").iterdir():
        path.unlink()
    assert keyring.state() is State.MISSING


def test_any_three_shares_put_the_root_key_back(new: NewShares, data: Path, at: Ticker) -> None:
    assert len(new.shares) == 5
    assert all(len(share.split()) == 20 for share in new.shares)
    for three in combinations(new.shares, 3):
        lose(data)
        recover(three, by=HOUSE, at=at())
        assert keyring.state() is State.OPEN
    assert Entry.objects.filter(verb="storage.recover_root").count() == 10
    assert Entry.objects.filter(verb="storage.make_shares").count() == 1


@pytest.mark.parametrize("how", ["rotate", "leak", "epoch"])
def test_the_same_shares_hold_after_new_root_keys(
    how: str, new: NewShares, data: Path, at: Ticker
) -> None:
    for _ in range(2):
        end_epoch(by=HOUSE, now=at) if how == "epoch" else rotate(
            vaults=how == "leak", by=HOUSE, now=at
        )
    lose(data)
    recover(new.shares[2:], by=HOUSE, at=at())
    assert keyring.state() is State.OPEN
    assert standing().shares_made_at is not None


def test_two_shares_and_those_of_others_put_nothing_back(
    new: NewShares, data: Path, at: Ticker
) -> None:
    lose(data)
    others = draw_shares().shares
    for given_ in (new.shares[:2], [*new.shares[:2], others[2]], [*new.shares[:2], new.shares[0]]):
        with pytest.raises(SharesRefused):
            recover(given_, by=HOUSE, at=at())
    with pytest.raises(Altered):
        recover(others[:3], by=HOUSE, at=at())
    assert keyring.state() is State.MISSING


def test_a_wrong_file_in_the_root_keys_place_is_set_aside(
    new: NewShares, data: Path, at: Ticker
) -> None:
    path = data / "keys" / "root-1.key"
    path.write_bytes(b"damaged")
    assert keyring.state() is State.UNREADABLE
    recover(new.shares[:3], by=HOUSE, at=at())
    assert keyring.state() is State.OPEN
    aside = [one for one in path.parent.iterdir() if "set-aside" in one.name]
    assert [one.read_bytes() for one in aside] == [b"damaged"]
    end_epoch(by=HOUSE, now=at)
    assert [one.name for one in path.parent.iterdir()] == ["root-2.key"]


def test_new_shares_end_the_old_ones_and_the_old_root_key(
    new: NewShares, data: Path, at: Ticker
) -> None:
    other = draw_shares()
    seal_to(other.public, by=HOUSE, now=at)
    assert Keystore.objects.get().root_version == 2
    lose(data)
    with pytest.raises(Altered):
        recover(new.shares[:3], by=HOUSE, at=at())
    recover(other.shares[:3], by=HOUSE, at=at())
    assert keyring.state() is State.OPEN


def test_a_recovery_key_put_in_by_sql_is_never_sealed_to(new: NewShares, at: Ticker) -> None:
    """Else who can write the keystore would be given the next root key."""
    row = Keystore.objects.get()
    row.recovery = draw_shares().public
    row.save()
    with pytest.raises(Altered):
        rotate(by=HOUSE, now=at)
    assert Keystore.objects.get().root_version == 1


def test_an_older_recovery_key_put_back_is_never_sealed_to(new: NewShares, at: Ticker) -> None:
    old = bytes(Keystore.objects.get().recovery or b"")
    seal_to(draw_shares().public, by=HOUSE, now=at)
    row = Keystore.objects.get()
    row.recovery = old
    row.save()
    with pytest.raises(Altered):
        rotate(by=HOUSE, now=at)


def test_an_old_escrow_does_not_pass_for_the_present_one(
    new: NewShares, data: Path, at: Ticker
) -> None:
    old = Keystore.objects.get().escrow
    rotate(by=HOUSE, now=at)
    row = Keystore.objects.get()
    row.escrow = old
    row.save()
    lose(data)
    with pytest.raises(Altered):
        recover(new.shares[:3], by=HOUSE, at=at())


def test_without_shares_it_says_so(record: Record, data: Path, at: Ticker) -> None:
    assert standing().shares_made_at is None
    with pytest.raises(NoShares):
        recover([], by=HOUSE, at=at())


def test_a_misspelt_share_is_noticed_at_once() -> None:
    words = split(new_recovery_secret())[0].split()
    require_share(" ".join(words))
    swapped = [words[1], words[0], *words[2:]]
    for wrong in (swapped, words[:-1], [*words[:-1], "secret"], []):
        with pytest.raises(SharesRefused):
            require_share(" ".join(wrong))


def test_shares_and_secret_are_printed_by_nobody() -> None:
    made = draw_shares()
    assert made.shares[0] not in repr(made)


@settings(max_examples=10, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 10_000))
def test_what_was_sealed_opens_for_its_shares_and_place_alone(
    key: bytes, info: bytes, where: int
) -> None:
    secret = new_recovery_secret()
    sealed = seal_to_recovery(key, recovery_public_key(secret), info)
    assert open_with_recovery(sealed, combine(split(secret)[1:4]), info) == key
    place = where % len(sealed)
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    other = new_recovery_secret()
    for wrong, by, told in (
        (changed, secret, info),
        (sealed, other, info),
        (sealed, secret, info + b"x"),
        (sealed[:-1], secret, info),
    ):
        with pytest.raises(Altered):
            open_with_recovery(wrong, by, told)
