"""Crashes between key, object and record: what is left is never half a record, and is swept."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import blobs, keyring
from shoumi.kernel.storage.keyring import Keyring
from shoumi.kernel.storage.models import RecordKey, SealedObject, WrappedKey
from shoumi.kernel.storage.objects import open_object, put
from shoumi.kernel.storage.orphans import FEW, Swept, sweep_orphans
from shoumi.kernel.storage.refusals import TooManyOrphans
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow
from tests.kernel.storage.shelves import Shelf
from tests.kernel.storage.texts import open_field, seal_field

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


class Killed(BaseException):
    """Stands for a kill: nobody catches it."""


def after(function: Callable[..., object]) -> Callable[..., object]:
    def killed(*args: object, **kwargs: object) -> object:
        function(*args, **kwargs)
        raise Killed

    return killed


def swept_after(hours: float, *, even_if_many: bool = False) -> Swept:
    """The sweep of an instant so long after everything that was stored until now."""
    now = timezone.now()
    WrappedKey.objects.update(created_at=now)
    return sweep_orphans(at=now + timedelta(hours=hours), even_if_many=even_if_many)


@pytest.mark.parametrize("when", ["key", "draft", "object", "row"])
def test_a_kill_leaves_orphans_and_no_half_record(
    when: str,
    record: Record,
    acting: Acting,
    shelf: Shelf,
    at: Ticker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with acting():
        whole = put(io.BytesIO(b"whole"), record=record, by=None, at=at())
    steps = {
        "key": (Keyring, "make"),
        "draft": shelf.publishing,
        "object": (shelf.store, "keep"),
        "row": (SealedObject, "save"),
    }
    place, name = steps[when]
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(place, name, after(getattr(place, name)))
        with acting():
            put(io.BytesIO(b"half"), record=record, by=None, at=at())
    assert SealedObject.objects.count() == 1
    assert WrappedKey.objects.count() == 2
    assert swept_after(25) == Swept(objects=0 if when == "key" else 1, keys=1, drafts=0)
    assert open_object(whole, allow(record, at), at=at.now).read() == b"whole"
    assert shelf.names() == [whole.name]
    assert WrappedKey.objects.count() == 1


def test_a_row_is_never_there_before_its_object_and_its_key(
    record: Record, acting: Acting, shelf: Shelf, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def watched(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            result = function(*args, **kwargs)
            order.append(name)
            return result

        return call

    for name, place, method in (
        ("key", Keyring, "make"),
        ("object", shelf.store, "keep"),
        ("row", SealedObject, "save"),
    ):
        monkeypatch.setattr(place, method, watched(name, getattr(place, method)))
    with acting():
        put(io.BytesIO(b"x"), record=record, by=None, at=at())
    assert order == ["key", "object", "row"]


def test_young_orphans_may_still_be_claimed_and_stay(record: Record, shelf: Shelf) -> None:
    blobs.store().keep("ab" * 16 + ".1", lambda sink: sink.write(b"x"))
    shelf.leave_draft()
    # A server that gives each draft the same old date can't tell that this one is young.
    assert swept_after(23) == Swept(0, 0, 0 if shelf.dates_drafts else 1)
    assert swept_after(25) == Swept(1, 0, 1 if shelf.dates_drafts else 0)
    assert shelf.names() == []
    assert swept_after(25) == Swept(0, 0, 0)


def test_what_a_record_claims_is_never_swept(
    record: Record, acting: Acting, shelf: Shelf, at: Ticker
) -> None:
    with acting():
        obj = put(io.BytesIO(b"x"), record=record, by=None, at=at())
        sealed = seal_field("y", record=record, field="t.f", at=at())
    assert swept_after(24 * 365) == Swept(0, 0, 0)
    decision = allow(record, at)
    assert open_object(obj, decision, at=at.now).read() == b"x"
    assert open_field(sealed, record=record, decision=decision, field="t.f", at=at.now) == "y"


def test_a_database_restored_from_long_ago_loses_nothing_to_the_sweeper(
    record: Record, shelf: Shelf
) -> None:
    for n in range(FEW + 1):
        blobs.store().keep(f"{n:032x}.1", lambda sink: sink.write(b"x"))
    with pytest.raises(TooManyOrphans):
        swept_after(25)
    assert len(shelf.names()) == FEW + 1
    assert swept_after(25, even_if_many=True).objects == FEW + 1


def test_many_keys_may_be_committed_together(record: Record, acting: Acting, at: Ticker) -> None:
    with acting(), keyring.together():
        seal_field("y", record=record, field="t.f", at=at())
    assert RecordKey.objects.count() == WrappedKey.objects.count() == 1


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_keys_are_never_committed_after_the_records_that_need_them() -> None:
    assert transaction.get_autocommit()
    with pytest.raises(RuntimeError, match="before the records"), keyring.together():
        pass
