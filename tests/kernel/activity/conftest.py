"""A log of some hundred acts, sequenced and signed, a head of it held elsewhere, and a tail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from shoumi.demo.cast import Cast
from shoumi.foundation.transparency.notes import SignerKey
from shoumi.foundation.transparency.verifier.checkpoints import TrustedKey, read_key
from shoumi.kernel.accounts.actions import sign_in
from shoumi.kernel.activity import guard, keeper, verification
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.verification import Kind, Report
from tests.conftest import Ticker


@contextmanager
def unguarded() -> Iterator[None]:
    """The hand of somebody who owns the database: the guard steps aside and stands again after."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        guard.remove(connection)
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        guard.install(connection)


@dataclass
class Log:
    """The log under attack: who signs it, what an outsider holds of it, and how to add to it."""

    cast: Cast
    at: Ticker
    folder: keeper.KeeperFolder
    held: str = ""

    @property
    def signer(self) -> SignerKey:
        return self.folder.key()

    @property
    def key(self) -> TrustedKey:
        return read_key(self.signer.verifier_key.encode())

    def act(self, times: int) -> None:
        """Acts that leave an entry and change no row."""
        person = self.cast["engineer"]
        for _ in range(times):
            sign_in(person=person, by=person, at=self.at())

    def sign(self) -> str:
        sequence(self.at())
        note = keeper.sign(self.folder, at=self.at(), now=True)
        assert note is not None
        return note

    def entry(self, index: int) -> Entry:
        return Entry.objects.get(index=index)


@pytest.fixture
def folder(tmp_path: Path) -> keeper.KeeperFolder:
    return keeper.KeeperFolder(tmp_path / "keeper", tmp_path / "checkpoints")


@pytest.fixture
def log(cast: Cast, at: Ticker, folder: keeper.KeeperFolder) -> Log:
    made = Log(cast, at, folder)
    for times in (85, 85):
        made.sign()
        made.act(times)
    made.held = made.sign()
    made.act(12)
    made.sign()
    return made


def verify(log: Log, **changed: object) -> Report:
    given: dict[str, object] = {"keys": [log.key], "held": [log.held], "exported": []}
    return verification.verify(at=log.at(), **(given | changed))  # type: ignore[arg-type]


def findings(log: Log, **changed: object) -> set[tuple[Kind, str]]:
    return {(one.kind, one.subject) for one in verify(log, **changed).findings}


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
