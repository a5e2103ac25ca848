"""What every test may ask for: an instant, the cast, and a database that really commits."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import adopt_grades
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity import guard
from shoumi.kernel.storage import keyring
from tests.installed import demo_in
from tests.keeping import KeptCast

# How long an example takes is the machine's matter; a test that hangs is ended elsewhere.
hypothesis.settings.register_profile("shoumi", deadline=None)
hypothesis.settings.load_profile("shoumi")

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


STANDING = {"cast", "committed_cast", "company"}
NEEDING_A_DATABASE = {"db", "transactional_db", "kept_cast"}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped: a run that left something out has failed."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    left_out = reporter.stats.get("skipped", []) if IN_CI and reporter is not None else []
    if left_out and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(left_out)} skipped, and in CI nothing may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever has the cast has both databases, the keystore as well as the main one."""
    for item in items:
        wanted = STANDING & set(getattr(item, "fixturenames", ()))
        if wanted and item.get_closest_marker("django_db") is None:
            both = pytest.mark.django_db(
                databases=["default", "keystore"], transaction="committed_cast" in wanted
            )
            item.add_marker(both)
        uses = NEEDING_A_DATABASE & set(getattr(item, "fixturenames", ()))
        if uses or item.get_closest_marker("django_db") is not None:
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """What stands now stays until the end: it is not searched for garbage over and over."""
    gc.collect()
    gc.freeze()


class Ticker:
    """Instants that only go forward, a minute a call: `at()`."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self, **forward: float) -> datetime:
        self.now += timedelta(**forward) if forward else timedelta(minutes=1)
        return self.now


@pytest.fixture(autouse=True)
def _the_house_speaks_its_default_language() -> Iterator[None]:
    """A request or a command that chose a language leaves nothing of it to the next test."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def at() -> Ticker:
    return Ticker(NOW)


@pytest.fixture(scope="session")
def kept_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> KeptCast:
    """Made through the house's actions, once for the run."""
    with django_db_blocker.unblock():
        return KeptCast(NOW)


@pytest.fixture(scope="session")
def demo_made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, str]:
    """A data folder with the demo company, and what making it printed, as JSON: once for all
    workers of the run. Tests take a copy of it."""
    own = tmp_path_factory.getbasetemp()
    return demo_in((own if worker_id == "master" else own.parent) / "demo")


@pytest.fixture
def cast(kept_cast: KeptCast, db: None) -> Cast:
    """The demo company's people in office since the beginning of the year."""
    return kept_cast.lay_out()


@pytest.fixture(scope="session", autouse=True)
def _guard_steps_aside_for_the_clearing() -> Iterator[None]:
    """Emptying the tables after a test that committed is the one deletion the guard lets pass."""
    clear = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def clear_unguarded(case: TransactionTestCase) -> None:
        guard.remove(connection)
        clear(case)
        guard.install(connection)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", clear_unguarded):
        yield


@pytest.fixture
def committed(transactional_db: None) -> None:
    """A database whose transactions really commit."""


@pytest.fixture
def committed_cast(kept_cast: KeptCast, committed: None) -> Cast:
    return kept_cast.lay_out()


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test's own."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def company(data: Path, cast: Cast, at: Ticker) -> Cast:
    """The cast in a house that can seal, with the default scheme of grades."""
    keyring.establish(at=at())
    adopt_grades(preset="default", by=HOUSE, at=at())
    return cast
