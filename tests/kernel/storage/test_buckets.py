"""A bucket as a store: whole or not there, in constant memory, and loud when its server is not
as it must be."""

import io
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Barrier, Lock
from typing import Any, BinaryIO

import pytest
from botocore.exceptions import ClientError

from shoumi.kernel.storage.bucket import drafts
from shoumi.kernel.storage.bucket.drafts import PART, Draft
from shoumi.kernel.storage.bucket.reading import MOST
from shoumi.kernel.storage.bucket.store import BucketStore
from shoumi.kernel.storage.refusals import (
    TooLarge,
)
from tests.kernel.storage import servers
from tests.kernel.storage.shelves import PIECE, BucketShelf, a_name, filling


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 77])
def test_whatever_its_size_it_comes_back(bucket: BucketStore, size: int) -> None:
    name, content = a_name(), (PIECE * (size // len(PIECE) + 1))[:size]
    bucket.keep(name, lambda sink: sink.write(content))
    with bucket.open(name) as file:
        assert file.read() == content
        assert file.seek(0, io.SEEK_END) == size
    assert [one for one, _at in bucket.names()] == [name]


def test_ranges_are_fetched_alone_and_reading_on_reads_ahead(
    bucket: BucketStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = a_name()
    bucket.keep(name, filling(96))
    content = PIECE * 96
    with bucket.open(name) as file:
        asked: list[int] = []
        reader: Any = file
        fetch = reader._fetched

        def counted(start: int, length: int) -> Any:
            asked.append(length)
            return fetch(start, length)

        monkeypatch.setattr(reader, "_fetched", counted)
        for start in (5_000_000, 70, len(content) - 3, 3_333_333):
            file.seek(start)
            assert file.read(500) == content[start : start + 500]
        assert sum(asked) <= 4 * 64 * 1024
        asked.clear()
        file.seek(0)
        assert b"".join(iter(lambda: file.read(131_200), b"")) == content
        assert max(asked) == MOST
        assert len(asked) < 12
        assert file.read(5) == b""
        with pytest.raises(ValueError, match="negative"):
            file.seek(-1)
    with pytest.raises(ValueError, match="closed"):
        file.read(1)


def test_a_stream_of_any_length_keeps_one_part_in_memory(rclone: str) -> None:
    """Both ways; the server is a process of its own, and what it takes is not counted."""
    store, name, size = BucketStore(servers.place(rclone)), a_name(), 64 << 20
    store.keep(a_name(), filling(1))

    def growth(work: Callable[[], object]) -> int:
        tracemalloc.start()
        work()
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    def read() -> None:
        with store.open(name) as file:
            while file.read(131_200):
                pass

    assert growth(lambda: store.keep(name, filling(size // len(PIECE)))) < 8 << 20
    assert growth(read) < 8 << 20


@pytest.mark.parametrize("pieces", [1, 100])
def test_of_two_uploads_of_one_name_at_once_one_wins(
    moto: str, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found the name free. That a condition and what hangs on it are one step is the server's
    part, which this one does not play; so it is asked by one at a time."""
    store, name, both = BucketStore(servers.place(moto)), a_name(), Barrier(2)
    really, one_step = Draft._once, Lock()

    def in_turn(draft: Draft, ask: Callable[[dict[str, str]], object]) -> None:
        with one_step:
            really(draft, ask)

    monkeypatch.setattr(Draft, "_once", in_turn)

    def keep(mark: bytes) -> bytes | None:
        def fill(sink: BinaryIO) -> None:
            sink.write(mark)
            filling(pieces)(sink)
            both.wait()

        try:
            store.keep(name, fill)
        except FileExistsError:
            return None
        return mark

    with ThreadPoolExecutor(2) as two:
        done = list(two.map(keep, [b"a", b"b"]))
    (won,) = [mark for mark in done if mark]
    assert store.open(name).read(1) == won
    assert store.drop_drafts(datetime.now(UTC) + timedelta(days=1)) == 0


@pytest.mark.parametrize("pieces", [1, 100])
def test_a_name_that_is_taken_is_refused_before_anything_is_read(
    bucket: BucketStore, pieces: int
) -> None:
    name = a_name()
    read: list[BinaryIO] = []
    bucket.keep(name, filling(pieces))
    with pytest.raises(FileExistsError):
        bucket.keep(name, read.append)
    assert read == []


@pytest.mark.parametrize("pieces", [1, 100])
def test_a_server_without_conditions_notices_whom_it_lost_to(
    rclone: str, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between asking whether a name is free and using it, somebody else does."""
    place, name = servers.place(rclone), a_name()
    where = {"Bucket": place.bucket, "Key": f"{place.prefix}{name}"}
    client: Any = servers.outside(rclone)
    own = Draft._require_ours

    def overtaken(draft: Draft) -> None:
        client.put_object(**where, Metadata={"draft": "another's"}, Body=PIECE * pieces)
        own(draft)

    monkeypatch.setattr(Draft, "_require_ours", overtaken)
    with pytest.raises(FileExistsError):
        BucketStore(place).keep(name, filling(pieces))


@pytest.mark.parametrize("pieces", [1, 100])
def test_what_fails_on_the_way_leaves_nothing(bucket: BucketStore, pieces: int) -> None:
    def fail(sink: BinaryIO) -> None:
        filling(pieces)(sink)
        raise RuntimeError("the stream broke")

    with pytest.raises(RuntimeError, match="the stream broke"):
        bucket.keep(a_name(), fail)
    assert list(bucket.names()) == []
    assert bucket.drop_drafts(datetime.now(UTC) + timedelta(days=1)) == 0


def test_more_than_a_server_takes_is_too_large(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_PARTS", 2)
    store = BucketStore(servers.place(moto))
    with pytest.raises(TooLarge):
        store.keep(a_name(), filling(3 * PART // len(PIECE)))
    assert list(store.names()) == []


def test_objects_are_retained_where_that_is_set(moto: str) -> None:
    place = servers.place(moto, servers.LOCKED, lock_days=30)
    store, client = BucketStore(place), servers.outside(moto)
    for pieces in (1, 100):
        name = a_name()
        store.keep(name, filling(pieces))
        where = {"Bucket": place.bucket, "Key": f"{place.prefix}{name}"}
        found = client.head_object(**where)
        left = found["ObjectLockRetainUntilDate"] - datetime.now(UTC)
        assert found["ObjectLockMode"] == "COMPLIANCE"
        assert timedelta(days=29, hours=23) < left < timedelta(days=30, hours=1)
        with pytest.raises(ClientError):
            client.delete_object(**where, VersionId=found["VersionId"])
        store.remove(name)
        assert list(store.names()) == []
        kept = client.get_object(**where, VersionId=found["VersionId"])
        assert sha256(kept["Body"].read()).digest() == sha256(PIECE * pieces).digest()


def test_names_come_page_by_page_and_only_ours(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "3")
    place = servers.place(moto)
    store, shelf = BucketStore(place), BucketShelf(place, dates_drafts=False)
    names = sorted(a_name() for _ in range(8))
    for name in names:
        store.keep(name, filling(1))
    shelf.write("a note of somebody's.txt", b"x")
    assert sorted(name for name, _at in store.names()) == names
    assert all(abs(datetime.now(UTC) - at) < timedelta(minutes=5) for _name, at in store.names())
