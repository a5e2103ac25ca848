"""What the keys prove of themselves, on any day."""

import io
from datetime import timedelta

import pytest

from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.controls import Status
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.actions import close_epoch, record_drill, rotate_keys
from shoumi.kernel.storage.controls import keys_rotated, restore_proved
from shoumi.kernel.storage.objects import put
from tests.conftest import NOW, Ticker
from tests.kernel.storage.conftest import Acting

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

TODAY = NOW.date()
FACTS = {
    "root_version": 1, "fingerprint": "f", "database": "restored", "objects_total": 3,
    "objects_opened": 3, "keys_total": 4, "keys_opened": 4, "faults": {},
}  # fmt: skip


@pytest.fixture
def sealed(record: Record, acting: Acting, at: Ticker) -> None:
    with acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())


def test_where_nothing_is_sealed_nothing_is_asked(record: Record) -> None:
    assert keys_rotated(TODAY).status is Status.NOT_APPLICABLE
    assert restore_proved(TODAY).status is Status.NOT_APPLICABLE


@pytest.mark.usefixtures("sealed")
def test_the_first_root_key_has_a_year() -> None:
    asked = {0: Status.KEPT, 340: Status.DUE, 365: Status.DUE, 366: Status.BROKEN}
    for days, status in asked.items():
        assert keys_rotated(TODAY + timedelta(days=days)).status is status
    assert restore_proved(TODAY).status is Status.UNKNOWN


@pytest.mark.usefixtures("sealed")
def test_a_rotation_and_an_epoch_both_renew_it(at: Ticker) -> None:
    rotate_keys(root_version=2, fingerprint="f", rewrapped=0, by=HOUSE, at=at(days=100))
    close_epoch(
        root_version=3, fingerprint="f", destroyed=[], shredded=0, survivors=1, copies=0, by=HOUSE,
        at=at(days=100),
    )  # fmt: skip
    found = keys_rotated(TODAY + timedelta(days=400))
    assert (found.status, found.next_due) == (Status.KEPT, TODAY + timedelta(days=565))
    assert [one.subject.split("/")[0] for one in found.evidence] == ["storage.epoch"]
    before = keys_rotated(TODAY + timedelta(days=150))
    assert [one.subject.split("/")[0] for one in before.evidence] == ["storage.rotation"]
    assert keys_rotated(TODAY + timedelta(days=566)).status is Status.BROKEN


@pytest.mark.usefixtures("sealed")
def test_the_last_drill_counts(at: Ticker) -> None:
    record_drill(found={**FACTS, "proved": True}, by=HOUSE, at=at(days=10))
    assert restore_proved(TODAY + timedelta(days=9)).status is Status.UNKNOWN
    assert restore_proved(TODAY + timedelta(days=10)).status is Status.KEPT
    assert restore_proved(TODAY + timedelta(days=360)).status is Status.DUE
    assert restore_proved(TODAY + timedelta(days=376)).status is Status.BROKEN
    record_drill(found={**FACTS, "proved": False}, by=HOUSE, at=at(days=1))
    assert restore_proved(TODAY + timedelta(days=11)).status is Status.BROKEN
    assert restore_proved(TODAY + timedelta(days=10)).status is Status.KEPT
