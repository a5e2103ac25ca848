"""The tests' own model and screens."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shoumi.demo.cast import Cast, open_accounts
from shoumi.kernel.accounts.models import Account
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import keyring
from shoumi.kernel.ui import navigation
from tests.conftest import Ticker
from tests.kernel.ui import memos
from tests.kernel.ui.papers import Paper, Shelf

DOOR = "shoumi.kernel.accounts.middleware.Presence"


PASSWORD = "a-long-Passw0rd-9"
WHO = (
    "engineer", "chemist", "head", "custodian", "office", "office_head", "marketer",
    "sister_custodian", "system_admin", "secrecy_admin", "audit_admin",
)  # fmt: skip
TITLE = "<b>石墨</b>负极配方"
Browser = Callable[[str], Client]
HERE = Path(__file__).parent


MADE = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)


GRADES = ("core", "important", "ordinary")


@pytest.fixture(scope="session")
def paper_tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Shelf)
        editor.create_model(Paper)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Paper)
        editor.delete_model(Shelf)


@pytest.fixture
def shelves(paper_tables: None, db: None) -> list[Shelf]:
    return [Shelf.objects.create(name=name) for name in ("市场部", "研发中心")]


@pytest.fixture
def papers(shelves: list[Shelf]) -> list[Paper]:
    """120 papers; every fifth has no due day, every seventh no shelf, due days repeat."""
    return Paper.objects.bulk_create(
        Paper(
            number=f"SM-2026-{i:04}",
            title=f"工艺流程 {i}",
            grade=GRADES[i % 3],
            due_on=None if i % 5 == 0 else date(2027, 1 + i % 6, 1),
            made_at=MADE,
            shelf=None if i % 7 == 0 else shelves[i % 2],
        )
        for i in range(120)
    )


@pytest.fixture
def screens(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own addresses, without the door, and a navigation that begins empty."""
    settings.ROOT_URLCONF = "tests.kernel.ui.pages"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != DOOR]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_top_bar", {})


@pytest.fixture
def stranger(screens: None) -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def signed_in(screens: None, cast: Cast, at: Ticker) -> Client:
    """The office head's browser, in English."""
    open_accounts(cast, {"office_head": PASSWORD}, at=at())
    client = Client(headers={"accept-language": "en"})
    client.force_login(Account.objects.get())
    return client


@pytest.fixture
def now() -> datetime:
    """The real instant: a browser's requests are answered by the clock."""
    return datetime.now(UTC)


@pytest.fixture
def house(cast: Cast, at: Ticker, settings: Any) -> Cast:
    """The cast with accounts, before the house's own addresses and the tests' own pages."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    open_accounts(cast, dict.fromkeys(WHO, PASSWORD), at=at())
    return cast


@pytest.fixture
def browser(house: Cast) -> Browser:
    """`browser("head")` is that person's, in English."""

    def of(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(Account.objects.get(username=name))
        return client

    return of


@pytest.fixture
def sealing(data: Path, at: Any) -> None:
    keyring.establish(at=at())


@pytest.fixture
def memo(house: Cast, at: Any) -> Record:
    readers = [house["custodian"], house["office_head"]]
    return memos.write(title=TITLE, readers=readers, by=house["engineer"], at=at())


@pytest.fixture
def asked(memo: Record, house: Cast, at: Any) -> Record:
    of = [house["head"], house["chemist"]]
    return memos.ask(memo, of=of, by=house["engineer"], at=at())
