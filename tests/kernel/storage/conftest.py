"""An installation with keys of its own, a record, and an action to store things in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.kernel.access import Decision
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.bucket.store import BucketStore
from tests.conftest import Ticker
from tests.kernel.acting import acting as kernel_acting
from tests.kernel.storage import servers
from tests.kernel.storage.shelves import BucketShelf, FolderShelf, Shelf

Acting = Callable[[], AbstractContextManager[object]]


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.rclone(tmp_path_factory.mktemp("rclone")) as address:
        yield address


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    with servers.moto() as address:
        yield address


@pytest.fixture(params=["folder", "rclone", "moto"])
def shelf(request: pytest.FixtureRequest, data: Path, settings: Settings) -> Shelf:
    """The store that the house uses, seen from outside: a folder and two servers' buckets."""
    if request.param == "folder":
        return FolderShelf(data)
    settings.BUCKET = servers.place(request.getfixturevalue(request.param))
    return BucketShelf(settings.BUCKET, dates_drafts=request.param == "rclone")


@pytest.fixture
def acting(at: Ticker) -> Acting:
    return partial(kernel_acting, at)


def make_record(cast: Cast, acting: Acting, at: Ticker, grade: str = "core") -> Record:
    record = Record(
        kind="tests.paper",
        title="标题不得外泄",
        grade=grade,
        state="open",
        entity=cast.units["YL"],
        org_unit=cast.units["RD"],
        created_at=at(),
    )
    with acting():
        record.save()
    return record


@pytest.fixture
def record(data: Path, cast: Cast, acting: Acting, at: Ticker) -> Record:
    """A record of an installation whose keystore stands."""
    keyring.establish(at=at())
    return make_record(cast, acting, at)


@pytest.fixture
def allowed(record: Record, at: Ticker) -> Decision:
    """A decision just taken, at the present instant of the ticker."""
    return allow(record, at)


def allow(record: Record, at: Ticker) -> Decision:
    return Decision("tests.read", HOUSE.pseudonym, f"records.record/{record.pk}", at.now)


@pytest.fixture(params=["rclone", "moto"])
def bucket(request: pytest.FixtureRequest) -> BucketStore:
    return BucketStore(servers.place(request.getfixturevalue(request.param)))
