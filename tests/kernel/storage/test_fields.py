"""Sealed database fields: one key for each record, texts bound to where they stand."""

from pathlib import Path

import pytest

from shoumi.demo.cast import Cast
from shoumi.foundation.sealing import Altered, Unsealable
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage.fields import fields_for_opening, fields_for_sealing
from shoumi.kernel.storage.models import RecordKey, WrappedKey
from shoumi.kernel.storage.refusals import DecisionNeeded, Lost, Sealed
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow, make_record
from tests.kernel.storage.texts import open_field, seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])

FIELD = "register.secretpoint.statement"


def sealed_in(
    record: Record, acting: Acting, at: Ticker, text: str = "烧结温度", **where: object
) -> bytes:
    with acting():
        return seal_field(text, record=record, field=FIELD, at=at(), **where)  # type: ignore[arg-type]


def test_a_field_opens_where_it_was_sealed(record: Record, acting: Acting, at: Ticker) -> None:
    sealed = sealed_in(record, acting, at, row="3", version=2)
    assert "烧结".encode() not in sealed
    opened = open_field(
        sealed,
        record=record,
        decision=allow(record, at),
        field=FIELD,
        row="3",
        version=2,
        at=at.now,
    )
    assert opened == "烧结温度"


@pytest.mark.parametrize(
    "elsewhere",
    [{"row": "4"}, {"version": 3}, {"field": "register.secretpoint.grounds"}, {"field": "a.b"}],
)
def test_a_field_moved_elsewhere_does_not_open(
    elsewhere: dict[str, object], record: Record, acting: Acting, at: Ticker
) -> None:
    sealed = sealed_in(record, acting, at, row="3", version=2)
    where: dict[str, object] = {"field": FIELD, "row": "3", "version": 2} | elsewhere
    opener = fields_for_opening(record, allow(record, at), at=at.now)
    with pytest.raises(Altered):
        opener.open(sealed, **where)  # type: ignore[arg-type]


def test_a_field_moved_to_another_record_does_not_open(
    record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    other = make_record(cast, acting, at)
    sealed = sealed_in(record, acting, at)
    sealed_in(other, acting, at)
    opener = fields_for_opening(other, allow(other, at), at=at.now)
    with pytest.raises(Altered):
        opener.open(sealed, field=FIELD)


def test_a_record_has_one_key_for_all_its_fields(
    record: Record, acting: Acting, at: Ticker
) -> None:
    with acting():
        fields = fields_for_sealing(record, at=at())
        first = [fields.seal("a", field=FIELD, row=str(n)) for n in range(5)]
    again = sealed_in(record, acting, at, "b")
    assert RecordKey.objects.count() == WrappedKey.objects.count() == 1
    opener = fields_for_opening(record, allow(record, at), at=at.now)
    assert [opener.open(text, field=FIELD, row=str(n)) for n, text in enumerate(first)] == ["a"] * 5
    assert opener.open(again, field=FIELD) == "b"


def test_a_field_opens_only_with_a_decision(
    record: Record, cast: Cast, acting: Acting, at: Ticker
) -> None:
    sealed_in(record, acting, at)
    other = make_record(cast, acting, at)
    with pytest.raises(DecisionNeeded):
        fields_for_opening(record, allow(other, at), at=at.now)
    stale = allow(record, at)
    with pytest.raises(DecisionNeeded):
        fields_for_opening(record, stale, at=at(seconds=61))


def test_a_record_without_sealed_fields_says_so(record: Record, at: Ticker) -> None:
    with pytest.raises(Lost):
        fields_for_opening(record, allow(record, at), at=at.now)


def test_the_first_sealed_field_needs_an_action(record: Record, at: Ticker) -> None:
    with pytest.raises(UnloggedChange):
        seal_field("x", record=record, field=FIELD, at=at())
    assert not WrappedKey.objects.exists()


def test_without_keys_no_field_is_sealed(
    record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    (data / "keys" / "root-1.key").unlink()
    with pytest.raises(Sealed), acting():
        seal_field("x", record=record, field=FIELD, at=at())
    assert not RecordKey.objects.exists()


def test_half_a_character_is_refused(record: Record, acting: Acting, at: Ticker) -> None:
    with pytest.raises(Unsealable), acting():
        seal_field("\udc80", record=record, field=FIELD, at=at())
