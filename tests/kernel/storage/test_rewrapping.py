"""Data keys moved by the thousand: each to its own place, and none that came out otherwise."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest

from shoumi.foundation.sealing import Suite
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.keyring import Keyring, new_vault
from shoumi.kernel.storage.keys import rewrapping
from shoumi.kernel.storage.keys.rewrapping import Row, open_all, rewrap
from shoumi.kernel.storage.models import VaultKey, WrappedKey
from shoumi.kernel.storage.refusals import KeysDamaged
from tests.conftest import Ticker

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

LEVEL = "rewrapped"


@pytest.fixture
def keys(record: Record, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    monkeypatch.setattr(rewrapping, "BATCH", 3)
    monkeypatch.setattr(rewrapping, "IN_ONE_STATEMENT", 2)
    return keyring.unlock()


def made(keys: Keyring, numbers: Iterable[int], suite: Suite, at: datetime) -> dict[int, bytes]:
    """What is wrapped for each of these objects; one in three has a second version."""
    objects = [(UUID(int=number), 1 + (number % 3 == 0)) for number in numbers]
    several = keys.make_many(objects, suite=suite, level=LEVEL, at=at)
    return {obj.int: one.key for (obj, _version), one in zip(objects, several, strict=True)}


def found(numbers: Iterable[int]) -> dict[int, bytes]:
    keys = keyring.unlock()
    return {one: keys.find(UUID(int=one), 1 + (one % 3 == 0)).key for one in numbers}


@pytest.mark.parametrize("suite", list(Suite))
def test_every_key_is_moved_though_those_of_two_generations_lie_among_each_other(
    suite: Suite, keys: Keyring, at: Ticker
) -> None:
    whole = made(keys, range(10), suite, at())
    first = VaultKey.objects.get(level=LEVEL)
    second, third = (new_vault(keys, suite, LEVEL, number, at()) for number in (2, 3))
    odd = WrappedKey.objects.filter(vault_key=first, object__in=[UUID(int=n) for n in (1, 4, 9)])
    for row in odd:
        keys.move(row.object, row.version, level=LEVEL, at=at())
    assert odd.model.objects.filter(vault_key=third).count() == 3
    assert rewrap(keys, first, second) == 7
    assert rewrap(keys, second, third) == 7
    assert rewrap(keys, first, third) == 0
    assert open_all(keys, third) == (10, [])
    assert found(range(10)) == whole


def test_a_key_written_to_another_place_undoes_the_whole_step(
    keys: Keyring, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(keys, range(6), Suite.COBBLESTONE_256, at())
    old = VaultKey.objects.get(level=LEVEL)
    new = new_vault(keys, Suite.COBBLESTONE_256, LEVEL, 2, at())
    write = rewrapping._write

    def among_each_other(vault: VaultKey, rows: list[Row], wrapped: Iterable[bytes]) -> None:
        write(vault, rows, list(wrapped)[::-1])

    with monkeypatch.context() as otherwise, pytest.raises(KeysDamaged):
        otherwise.setattr(rewrapping, "_write", among_each_other)
        rewrap(keys, old, new)
    with monkeypatch.context() as otherwise, pytest.raises(KeysDamaged):
        otherwise.setattr(rewrapping, "_write", lambda *_nothing: None)
        rewrap(keys, old, new)
    assert open_all(keys, old) == (6, [])
    assert found(range(6)) == whole


def test_a_damaged_key_is_named_and_nothing_beside_it_is_moved(keys: Keyring, at: Ticker) -> None:
    made(keys, range(3), Suite.COBBLESTONE_256, at())
    old = VaultKey.objects.get(level=LEVEL)
    new = new_vault(keys, Suite.COBBLESTONE_256, LEVEL, 2, at())
    row = WrappedKey.objects.get(object=UUID(int=1))
    row.wrapped = b""
    row.save()
    assert open_all(keys, old) == (3, [str(row)])
    with pytest.raises(KeysDamaged) as refused:
        rewrap(keys, old, new)
    assert refused.value.args == (str(row),)
    assert open_all(keys, new) == (0, [])
