"""Files that wait between two steps lie sealed, open with a decision only, and go after a day."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shoumi.kernel.access import Decision, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import waiting
from shoumi.kernel.storage.models import WrappedKey
from shoumi.kernel.storage.orphans import FEW, sweep_orphans
from shoumi.kernel.storage.refusals import DecisionNeeded, Lost, Sealed
from tests.conftest import Ticker

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
CONTENT = "工号,姓名\n0901,金一\n".encode()


def decided(at: Ticker, *because: Reason) -> Decision:
    return Decision("accounts.import_people", HOUSE.pseudonym, "", at.now, because)


def stored(data: Path) -> list[Path]:
    return [path for path in (data / "objects").rglob("*") if path.is_file()]


def test_what_is_laid_by_is_sealed_and_comes_back(record: Record, data: Path, at: Ticker) -> None:
    name = waiting.lay_by(CONTENT, at=at())
    (path,) = stored(data)
    assert "金一".encode() not in path.read_bytes()
    assert waiting.take_up(name, decided(at), at=at.now) == CONTENT


def test_it_opens_only_with_a_fresh_decision_that_allows(record: Record, at: Ticker) -> None:
    name = waiting.lay_by(CONTENT, at=at())
    with pytest.raises(DecisionNeeded):
        waiting.take_up(name, decided(at, Reason("no", "No.")), at=at.now)
    old = decided(at)
    with pytest.raises(DecisionNeeded):
        waiting.take_up(name, old, at=at(minutes=2))


def test_what_was_dropped_or_never_was_is_lost(record: Record, data: Path, at: Ticker) -> None:
    name = waiting.lay_by(CONTENT, at=at())
    waiting.drop(name)
    waiting.drop(name)
    assert stored(data) == []
    for gone in (name, uuid4()):
        with pytest.raises(Lost):
            waiting.take_up(gone, decided(at), at=at.now)


def test_after_a_day_it_goes_with_the_next_one_that_comes(record: Record, at: Ticker) -> None:
    old = waiting.lay_by(CONTENT, at=at())
    young = waiting.lay_by(CONTENT, at=at(hours=23))
    last = waiting.lay_by(CONTENT, at=at(hours=2))
    with pytest.raises(Lost):
        waiting.take_up(old, decided(at), at=at.now)
    assert waiting.take_up(young, decided(at), at=at.now) == CONTENT
    assert waiting.take_up(last, decided(at), at=at.now) == CONTENT


def test_many_that_waited_in_vain_do_not_stop_the_sweep(
    record: Record, data: Path, at: Ticker
) -> None:
    for _ in range(FEW + 5):
        waiting.lay_by(CONTENT, at=at(seconds=1))
    sweep_orphans(at=at.now + timedelta(hours=25))
    assert stored(data) == []
    assert not WrappedKey.objects.exists()


def test_without_keys_nothing_is_laid_by(data: Path, db: None, at: Ticker) -> None:
    with pytest.raises(Sealed):
        waiting.lay_by(CONTENT, at=at())
    assert stored(data) == []
