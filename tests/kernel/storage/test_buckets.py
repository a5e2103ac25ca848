"""A bucket as a store: whole or not there, in constant memory, and loud when its server is not
as it must be."""

import io
import logging
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Barrier, Lock
from typing import Any, BinaryIO
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from shoumi.config import tls
from shoumi.kernel.storage.bucket import drafts
from shoumi.kernel.storage.bucket.drafts import PART, Draft
from shoumi.kernel.storage.bucket.faults import asking
from shoumi.kernel.storage.bucket.reading import MOST
from shoumi.kernel.storage.bucket.store import BucketStore
from shoumi.kernel.storage.refusals import (
    DiskFull,
    Lost,
    StoreRefused,
    StoreUnreachable,
    TooLarge,
)
from tests.kernel.storage import servers
from tests.kernel.storage.shelves import BucketShelf

PIECE = bytes(range(256)) * 256
"""64 KiB, as sealing moves them."""


@pytest.fixture(params=["rclone", "moto"])
def store(request: pytest.FixtureRequest) -> BucketStore:
    return BucketStore(servers.place(request.getfixturevalue(request.param)))


def a_name() -> str:
    return f"{uuid4().hex}.1"


def filling(pieces: int) -> Callable[[BinaryIO], int]:
    return lambda sink: sum(sink.write(PIECE) for _ in range(pieces))


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 77])
def test_whatever_its_size_it_comes_back(store: BucketStore, size: int) -> None:
    name, content = a_name(), (PIECE * (size // len(PIECE) + 1))[:size]
    store.keep(name, lambda sink: sink.write(content))
    with store.open(name) as file:
        assert file.read() == content
        assert file.seek(0, io.SEEK_END) == size
    assert [one for one, _at in store.names()] == [name]


def test_ranges_are_fetched_alone_and_reading_on_reads_ahead(
    store: BucketStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = a_name()
    store.keep(name, filling(96))
    content = PIECE * 96
    with store.open(name) as file:
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
    store: BucketStore, pieces: int
) -> None:
    name = a_name()
    read: list[BinaryIO] = []
    store.keep(name, filling(pieces))
    with pytest.raises(FileExistsError):
        store.keep(name, read.append)
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
def test_what_fails_on_the_way_leaves_nothing(store: BucketStore, pieces: int) -> None:
    def fail(sink: BinaryIO) -> None:
        filling(pieces)(sink)
        raise RuntimeError("the stream broke")

    with pytest.raises(RuntimeError, match="the stream broke"):
        store.keep(a_name(), fail)
    assert list(store.names()) == []
    assert store.drop_drafts(datetime.now(UTC) + timedelta(days=1)) == 0


@pytest.mark.parametrize("pieces", [1, 100])
@pytest.mark.parametrize("error", ["the answer is lost", "asked again, it is taken"])
def test_an_answer_that_was_lost_on_the_way_back_is_no_failure(
    moto: str, pieces: int, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Draft._once

    def lost(draft: Draft, ask: Callable[[dict[str, str]], object]) -> None:
        def unheard(condition: dict[str, str]) -> None:
            ask(condition)
            if error == "the answer is lost":
                raise ConnectionClosedError(endpoint_url="somewhere")
            raise fault("PreconditionFailed", 412)

        really(draft, unheard)

    monkeypatch.setattr(Draft, "_once", lost)
    store, name = BucketStore(servers.place(moto)), a_name()
    store.keep(name, filling(pieces))
    assert store.open(name).read() == PIECE * pieces


def test_a_server_that_does_not_know_conditions_is_asked_without(
    moto: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, asked = Draft._once, []

    def unknowing(draft: Draft, ask: Callable[[dict[str, str]], object]) -> None:
        def answer(condition: dict[str, str]) -> None:
            asked.append(condition)
            if condition:
                raise fault("NotImplemented", 501)
            ask(condition)

        really(draft, answer)

    monkeypatch.setattr(Draft, "_once", unknowing)
    store, name = BucketStore(servers.place(moto)), a_name()
    store.keep(name, filling(1))
    assert asked == [{"IfNoneMatch": "*"}, {}]
    assert store.open(name).read() == PIECE


def test_what_is_not_there_to_the_last_byte_is_not_kept(
    moto: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Draft.publish

    def cut(draft: Draft) -> None:
        draft._total += 1
        really(draft)

    monkeypatch.setattr(Draft, "publish", cut)
    with pytest.raises(StoreRefused, match="Incomplete"):
        BucketStore(servers.place(moto)).keep(a_name(), filling(1))


def test_more_than_a_server_takes_is_too_large(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_PARTS", 2)
    store = BucketStore(servers.place(moto))
    with pytest.raises(TooLarge):
        store.keep(a_name(), filling(3 * PART // len(PIECE)))
    assert list(store.names()) == []


@pytest.mark.parametrize("pieces", [1, 100])
def test_a_server_that_dies_during_an_upload_keeps_nothing(tmp_path: Path, pieces: int) -> None:
    with ExitStack() as running:
        store = BucketStore(servers.place(running.enter_context(servers.rclone(tmp_path))))

        def dying(sink: BinaryIO) -> None:
            filling(pieces)(sink)
            running.close()

        with pytest.raises(StoreUnreachable):
            store.keep(a_name(), dying)
    with servers.rclone(tmp_path) as address:
        again = BucketStore(replace(store._place, endpoint=address))
        assert list(again.names()) == []


def test_a_server_that_dies_during_reading_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    with servers.rclone(tmp_path) as address:
        store, name = BucketStore(servers.place(address)), a_name()
        store.keep(name, filling(40))
        file = store.open(name)
        assert file.read(len(PIECE)) == PIECE
    with pytest.raises(StoreUnreachable):
        file.read()
    with pytest.raises(StoreUnreachable):
        store.open(name)
    for ask in (store.require_reachable, lambda: list(store.names()), lambda: store.remove(name)):
        with pytest.raises(StoreUnreachable):
            ask()


def test_an_answer_cut_short_is_asked_for_again_and_not_for_ever(
    moto: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = replace(servers.place(moto), tries=3)
    store, name = BucketStore(place), a_name()
    store.keep(name, filling(3))
    file: Any = store.open(name)
    asked = file._asked

    class Broken:
        def read(self) -> bytes:
            raise ConnectionClosedError(endpoint_url="somewhere")

        def close(self) -> None:
            return None

    breaks = [1, 1]
    monkeypatch.setattr(
        file,
        "_asked",
        lambda *span: {"Body": Broken()} if breaks and breaks.pop() else asked(*span),
    )
    assert file.read() == PIECE * 3
    breaks.extend([1] * 9)
    file.seek(len(PIECE) - 1)
    with pytest.raises(StoreUnreachable):
        file.read()


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


def test_credentials_are_checked_and_told_to_nobody(
    rclone: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = servers.place(rclone, secret="a-secret-that-is-wrong")
    assert "a-secret-that-is-wrong" not in repr(wrong)
    store = BucketStore(wrong)
    for ask in (
        store.require_reachable,
        lambda: store.keep(a_name(), filling(1)),
        lambda: store.open(a_name()),
        lambda: list(store.names()),
    ):
        with pytest.raises(StoreRefused) as refused:
            ask()
        assert "a-secret-that-is-wrong" not in f"{refused.value} {refused.value.__cause__}"
    assert "a-secret-that-is-wrong" not in caplog.text
    assert logging.getLogger("botocore.auth").getEffectiveLevel() == logging.WARNING


def test_a_bucket_that_is_not_there_is_no_lost_file(store: BucketStore) -> None:
    gone = BucketStore(replace(store._place, bucket="nowhere"))
    for ask in (
        gone.require_reachable,
        lambda: gone.open(a_name()),
        lambda: gone.keep(a_name(), filling(1)),
    ):
        with pytest.raises(StoreRefused):
            ask()


def test_a_server_is_trusted_by_its_certificate_only(tmp_path: Path) -> None:
    certificate, key = tls.self_made(tmp_path / "tls", ["127.0.0.1"], datetime.now(UTC))
    secure = ("--cert", str(certificate), "--key", str(key))
    with servers.rclone(tmp_path / "served", *secure) as address:
        assert address.startswith("https://")
        known = servers.place(address, ca_file=str(certificate))
        BucketStore(known).keep(name := a_name(), filling(1))
        assert BucketStore(known).open(name).read() == PIECE
        with pytest.raises(StoreUnreachable, match="SSLError"):
            BucketStore(replace(known, ca_file="")).require_reachable()


def fault(code: str, status: int) -> ClientError:
    told = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "PutObject")


@pytest.mark.parametrize(
    ("code", "status", "refusal"),
    [
        ("NoSuchKey", 404, Lost),
        ("404", 404, Lost),
        ("NoSuchBucket", 404, StoreRefused),
        ("PreconditionFailed", 412, FileExistsError),
        ("ConditionalRequestConflict", 409, FileExistsError),
        ("XMinioStorageFull", 507, DiskFull),
        ("QuotaExceeded", 403, DiskFull),
        ("EntityTooLarge", 400, TooLarge),
        ("InternalError", 500, StoreUnreachable),
        ("SlowDown", 503, StoreUnreachable),
        ("NotImplemented", 501, StoreRefused),
        ("AccessDenied", 403, StoreRefused),
        ("SomethingNew", 400, StoreRefused),
    ],
)
def test_each_answer_of_a_server_has_its_refusal(
    code: str, status: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused, asking("a name"):
        raise fault(code, status)
    assert type(refused.value) is refusal
