"""Files that come in several requests: kept as they come, whole at the end or not there at all."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shoumi.demo.cast import Cast
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import arriving, blobs, keyring
from shoumi.kernel.storage.keyring import Keyring
from shoumi.kernel.storage.models import Arrival, Part, SealedObject, WrappedKey
from shoumi.kernel.storage.objects import is_content, open_object
from shoumi.kernel.storage.orphans import sweep_orphans
from shoumi.kernel.storage.refusals import (
    DiskFull,
    NotWhole,
    Sealed,
    TooLarge,
    WrongPlace,
)
from tests.conftest import Ticker
from tests.kernel.storage.conftest import Acting, allow
from tests.kernel.storage.shelves import age, files
from tests.kernel.storage.test_orphans import Killed, after

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
CANARY = "在途金丝雀-7be2 ".encode()
CONTENT = CANARY * 5000


class Breaking:
    """A body of which so many bytes come before the line breaks."""

    def __init__(self, content: bytes, error: bool = False) -> None:
        self._body = io.BytesIO(content)
        self._error = error

    def read(self, size: int, /) -> bytes:
        piece = self._body.read(size)
        if not piece and self._error:
            raise OSError("the line broke")
        return piece


@pytest.fixture
def arrival(record: Record, cast: Cast, at: Ticker) -> Arrival:
    return arriving.begin(
        record, person=cast["engineer"], size=len(CONTENT), told={"path": "a"}, at=at()
    )


def send(arrival: Arrival, content: bytes, at: Ticker, *, start: int | None = None) -> Arrival:
    place = arrival.arrived if start is None else start
    return arriving.take(arrival, io.BytesIO(content), start=place, length=len(content), now=at)


def claimed(arrival: Arrival, record: Record, acting: Acting, at: Ticker) -> SealedObject:
    arriving.make_whole(arrival, at=at())
    with acting():
        return arriving.claim(arrival, record=record, by=arrival.person, at=at())


def opened(obj: SealedObject, record: Record, at: Ticker) -> bytes:
    with open_object(obj, allow(record, at), at=at.now) as reader:
        return reader.read()


def test_one_request_that_brings_all_becomes_the_object_as_it_is(
    arrival: Arrival, record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    arrival = send(arrival, CONTENT, at)
    (part,) = arrival.parts.all()
    (sealed,) = files(data)
    before = sealed.stat().st_ino
    obj = claimed(arrival, record, acting, at)
    assert obj.name == part.name == sealed.name
    assert [file.stat().st_ino for file in files(data)] == [before]
    assert opened(obj, record, at) == CONTENT
    assert obj.plain_sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert is_content(obj, hashlib.sha256(CONTENT).digest())
    assert not Part.objects.exists()


@pytest.mark.parametrize("cuts", [[1], [16384], [16383, 16385, 65536], [100, 200, 300, 70_000]])
def test_several_requests_become_one_object_and_their_parts_go(
    arrival: Arrival, record: Record, acting: Acting, data: Path, at: Ticker, cuts: list[int]
) -> None:
    edges = [0, *cuts, len(CONTENT)]
    for start, end in zip(edges, edges[1:], strict=False):
        arrival = send(arrival, CONTENT[start:end], at)
    assert arrival.parts.count() == len(cuts) + 1
    obj = claimed(arrival, record, acting, at)
    assert opened(obj, record, at) == CONTENT
    assert obj.plain_sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert [file.name for file in files(data)] == [obj.name]
    assert WrappedKey.objects.count() == 1


@pytest.mark.parametrize("error", [False, True])
def test_of_a_body_that_breaks_off_is_kept_what_came(
    arrival: Arrival, record: Record, acting: Acting, at: Ticker, error: bool
) -> None:
    came = CONTENT[:50_001]
    arrival = arriving.take(arrival, Breaking(came, error), start=0, length=len(CONTENT), now=at)
    assert arrival.arrived == len(came)
    with pytest.raises(NotWhole):
        arriving.make_whole(arrival, at=at())
    arrival = send(arrival, CONTENT[len(came) :], at)
    assert opened(claimed(arrival, record, acting, at), record, at) == CONTENT


def test_nothing_lies_on_the_disk_in_the_clear(arrival: Arrival, data: Path, at: Ticker) -> None:
    send(arrival, CONTENT[:40_000], at)
    for file in data.rglob("*"):
        assert not file.is_file() or CANARY not in file.read_bytes()


def test_a_body_of_which_nothing_came_leaves_nothing(
    arrival: Arrival, data: Path, at: Ticker
) -> None:
    with pytest.raises(WrongPlace):
        arriving.take(arrival, Breaking(b""), start=0, length=10, now=at)
    assert (files(data), WrappedKey.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("start", "length", "refusal"),
    [(1, 5, WrongPlace), (0, len(CONTENT) + 1, TooLarge), (len(CONTENT), 1, WrongPlace)],
)
def test_what_does_not_fit_is_refused_before_a_byte_is_read(
    arrival: Arrival, at: Ticker, start: int, length: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        arriving.take(arrival, Unread(), start=start, length=length, now=at)


class Unread:
    def read(self, size: int, /) -> bytes:
        raise AssertionError("it was read")


def test_of_two_requests_at_once_the_one_that_leads_further_is_kept(
    arrival: Arrival, record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    """As when a client goes on before the server knows that the old line broke."""

    class Overtaken:
        def __init__(self) -> None:
            self._body = io.BytesIO(CONTENT[:60_000])

        def read(self, size: int, /) -> bytes:
            if self._body.tell() == 0:
                send(arrival, CONTENT[:30_000], at)
            return self._body.read(size)

    now = arriving.take(arrival, Overtaken(), start=0, length=60_000, now=at)
    assert (now.arrived, now.parts.count()) == (60_000, 1)
    with pytest.raises(WrongPlace) as wrong:
        send(arrival, CONTENT[:30_000], at, start=0)
    assert wrong.value.arrived == 60_000
    assert len(files(data)) == WrappedKey.objects.count() == 1
    now = send(now, CONTENT[60_000:], at)
    assert opened(claimed(now, record, acting, at), record, at) == CONTENT


def test_it_is_taken_in_once(arrival: Arrival, record: Record, acting: Acting, at: Ticker) -> None:
    claimed(send(arrival, CONTENT, at), record, acting, at)
    with acting(), pytest.raises(NotWhole):
        arriving.claim(arrival, record=record, by=None, at=at())
    assert SealedObject.objects.count() == 1


def test_it_is_kept_under_the_grade_of_its_record(
    arrival: Arrival, record: Record, acting: Acting, at: Ticker
) -> None:
    arrival = send(arrival, CONTENT, at)
    record.grade = "important"
    with acting():
        record.save()
    obj = claimed(arrival, record, acting, at)
    assert WrappedKey.objects.get(object=obj.uuid).vault_key.level == "important"
    assert opened(obj, record, at) == CONTENT


def test_a_full_disk_keeps_what_came_before(
    arrival: Arrival, data: Path, at: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = send(arrival, CONTENT[:20_000], at)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr("os.fsync", full)
        send(arrival, CONTENT[20_000:], at)
    assert len(files(data)) == WrappedKey.objects.count() == 1
    assert send(arrival, CONTENT[20_000:], at).is_whole


def test_a_sealed_vault_takes_nothing(
    arrival: Arrival, record: Record, cast: Cast, data: Path, at: Ticker
) -> None:
    (data / "keys" / "root-1.key").unlink()
    with pytest.raises(Sealed):
        send(arrival, CONTENT, at)
    with pytest.raises(Sealed):
        arriving.begin(record, person=cast["engineer"], size=1, told={}, at=at())


def test_what_is_under_way_is_not_swept_and_what_stopped_is(
    arrival: Arrival, data: Path, at: Ticker
) -> None:
    send(arrival, CONTENT[:20_000], at)
    age(data, at(), 25)
    swept = sweep_orphans(at=at.now)
    assert (swept.objects, swept.keys) == (0, 0)
    assert len(files(data)) == WrappedKey.objects.count() == 1
    sweep_orphans(at=at(hours=25))
    assert not Arrival.objects.exists()
    assert (files(data), WrappedKey.objects.count()) == ([], 0)


def test_what_was_taken_in_stays_when_the_arrival_is_forgotten(
    arrival: Arrival, record: Record, acting: Acting, data: Path, at: Ticker
) -> None:
    obj = claimed(send(arrival, CONTENT, at), record, acting, at)
    sweep_orphans(at=at(hours=25))
    assert not Arrival.objects.exists()
    assert opened(obj, record, at) == CONTENT


def test_dropping_leaves_nothing_and_a_late_body_finds_nothing(
    arrival: Arrival, data: Path, at: Ticker
) -> None:
    send(arrival, CONTENT[:20_000], at)
    arriving.drop(arrival)
    arriving.drop(arrival)
    with pytest.raises(WrongPlace):
        send(arrival, CONTENT, at)
    assert (files(data), WrappedKey.objects.count()) == ([], 0)


KILLS: dict[str, tuple[Any, str]] = {
    "after the key": (Keyring, "make"),
    "after the draft": (blobs.FolderStore, "_publish"),
    "after the object": (blobs.FolderStore, "keep"),
    "after the row": (Part, "save"),
}


@pytest.mark.parametrize("when", KILLS)
@pytest.mark.parametrize("step", ["take", "make_whole"])
def test_after_a_kill_one_goes_on_where_the_last_whole_request_ended(
    when: str,
    step: str,
    arrival: Arrival,
    record: Record,
    acting: Acting,
    data: Path,
    at: Ticker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrival = send(arrival, CONTENT[:20_000], at)
    rest: Callable[[], Any] = lambda: send(arrival, CONTENT[20_000:], at)  # noqa: E731
    if step == "make_whole":
        arrival = rest()
        rest = lambda: arriving.make_whole(arrival, at=at())  # noqa: E731
    place, name = KILLS[when]
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(place, name, after(getattr(place, name)))
        # A process that is killed tidies nothing up.
        patched.setattr(arriving, "_remove", lambda parts: None)
        rest()
    now = Arrival.objects.get()
    assert now.arrived == (20_000 if step == "take" else len(CONTENT))
    if step == "take":
        now = send(now, CONTENT[20_000:], at)
    assert opened(claimed(now, record, acting, at), record, at) == CONTENT
    age(data, at(), 25)
    sweep_orphans(at=at.now)
    assert len(files(data)) == WrappedKey.objects.count() == 1
    assert keyring.state() is keyring.State.OPEN
