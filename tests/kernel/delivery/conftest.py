"""An installation with keys, and a record that its custodian and its engineer may see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to
from shoumi.kernel.storage import keyring
from tests.conftest import Ticker
from tests.kernel.acting import acting
from tests.kernel.delivery.servers import Post, mail_server
from tests.kernel.papers import keep_record, show


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def record(data: Path, cast: Cast, at: Ticker) -> Record:
    keyring.establish(at=at())
    return keep_record(cast, at, "custodian", "engineer")


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A mail server that the house hands its messages to, and everybody's address in it."""
    with mail_server() as (post, place):
        settings.MAIL, settings.ADDRESS = place, "https://shoumi.example.cn"
        yield post


@pytest.fixture
def addresses(record: Record, cast: Cast, at: Ticker) -> None:
    with acting(at):
        for key in ("engineer", "custodian"):
            person = Person.objects.get(pk=cast[key].pk)
            person.email = f"{key}@example.cn"
            person.save()


@pytest.fixture
def seen_by_office(record: Record, cast: Cast, at: Ticker) -> Record:
    with acting(at):
        show(record, cast["office"], at)
        show(record, cast["custodian"], at)
    return record


@pytest.fixture
def crowd(record: Record, cast: Cast, at: Ticker) -> list[Person]:
    """300 people of one department, which may see the record."""
    people = [
        Person(
            staff_number=f"Z{n:04}",
            name=f"员工{n}",
            org_unit=cast.units["MK"],
            pseudonym=f"crowd{n}",
            from_on=cast["engineer"].from_on,
        )
        for n in range(300)
    ]
    with acting(at):
        Person.objects.bulk_create(people)
        open_to(record, cast.units["MK"], Capacity.KNOWS, because="t", at=at())
    return people
