"""What an action opens before it changes rows, for tests that change them by themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from shoumi.kernel.activity import ledger, recording
from tests.conftest import Ticker


@contextmanager
def acting(at: Ticker) -> Iterator[ledger.Ledger]:
    """As an action does: a ledger, one transaction, one entry."""
    with transaction.atomic(), ledger.opened() as book:
        yield book
        recording.record(book, verb="tests.act", actor="house", at=at())
