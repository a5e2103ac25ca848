"""A bucket's server that fails, lies, forgets or is another than it should be."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from shoumi.config import tls
from shoumi.kernel.storage.bucket.drafts import Draft
from shoumi.kernel.storage.bucket.faults import asking
from shoumi.kernel.storage.bucket.store import BucketStore
from shoumi.kernel.storage.refusals import (
    DiskFull,
    Lost,
    StoreRefused,
    StoreUnreachable,
    TooLarge,
)
from tests.kernel.storage import servers
from tests.kernel.storage.shelves import PIECE, a_name, filling


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


def test_a_bucket_that_is_not_there_is_no_lost_file(bucket: BucketStore) -> None:
    gone = BucketStore(replace(bucket._place, bucket="nowhere"))
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
