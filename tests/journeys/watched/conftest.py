"""One house for all of this folder's tests, with a temporary folder and a log of its own."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.journeys.watched.house import House, standing
from tests.journeys.watched.places import Address, addresses
from tests.journeys.watched.roles import open_accounts
from tests.keeping import KeptCast


@pytest.fixture(scope="package")
def house(
    kept_cast: KeptCast, django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:  # fmt: skip
    """Built once; each test's changes are rolled back, what it left in folders and log is not."""
    folder: Path = tmp_path_factory.mktemp("watched")
    (folder / "scratch").mkdir()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "scratch"))
        patch.setattr(tempfile, "tempdir", None)
        with standing(kept_cast, folder) as built, all_that_is_logged(built):
            open_accounts(built)
            yield built


@pytest.fixture(autouse=True)
def _each_test_begins_at_the_same_hour(house: House) -> Iterator[None]:
    """Each call of the clock moves it: what was granted for two days would end half-way."""
    began = house.at.now
    yield
    house.at.now = began


@pytest.fixture(scope="package")
def found(house: House) -> list[Address]:
    return addresses()


@contextmanager
def all_that_is_logged(house: House) -> Iterator[None]:
    """While it lasts, everything that is logged is kept in the house's `logged`."""
    handler = logging.StreamHandler(house.logged)
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
