"""An installation with keys of its own, a record, and an action to store things in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import transaction

from shoumi.demo.cast import Cast
from shoumi.kernel.access import Decision
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.activity import ledger, recording
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from tests.conftest import Ticker

Acting = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def acting(at: Ticker) -> Acting:
    """As an action does: a ledger, one transaction, one entry."""

    @contextmanager
    def act() -> Iterator[None]:
        with transaction.atomic(), ledger.opened() as book:
            yield
            recording.record(book, verb="tests.act", actor="house", at=at())

    return act


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
