"""Who sees which record; asked in two ways, after how much somebody sees, with one answer."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.config.bench import company as large
from shoumi.config.bench.filling import fill
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.records.models import Audience, Record
from shoumi.kernel.records.models import record as records

RECORDS = 300


@pytest.fixture
def made(db: None) -> large.Company:
    made = large.found()
    fill(made, RECORDS, lambda step: None)
    return made


def seen(person: Person) -> set[int]:
    rows = TradeSecret.objects.visible_to(person, large.AT)
    return set(rows.values_list("pk", flat=True))


def opened_to(person: Person, posts: list[int], day: date) -> set[int]:
    """The same in plain words, row by row."""
    units = person.org_unit.ancestor_ids
    return {
        row.record_id
        for row in Audience.objects.all()
        if row.from_on <= day and (row.until_on is None or row.until_on > day)
        if row.person_id == person.pk or row.org_unit_id in units or row.post_id in posts
    }


@pytest.mark.parametrize("few", [0, 1, 10_000])
@pytest.mark.parametrize("key", [large.RESTRICTED, large.FEW, large.OFFICE, "leader"])
def test_the_same_is_seen_whichever_way_it_is_asked(
    made: large.Company, monkeypatch: pytest.MonkeyPatch, few: int, key: str
) -> None:
    monkeypatch.setattr(records, "FEW", few)
    person = made.cast[key]
    posts = list(person.appointments.values_list("post_id", flat=True))
    expected = opened_to(person, posts, large.TODAY)
    found = seen(person)
    assert found == expected & set(TradeSecret.objects.values_list("pk", flat=True))
    assert found


def test_the_office_keeps_everything_and_a_reader_with_nothing_open_sees_nothing(
    made: large.Company,
) -> None:
    assert len(seen(made.cast[large.OFFICE])) == RECORDS
    assert seen(made.cast["battery_custodian"]) == set()


def test_how_much_somebody_sees_is_asked_once_in_a_request(made: large.Company) -> None:
    person = made.cast[large.RESTRICTED]
    seen(person)
    with CaptureQueriesContext(connection) as queries:
        seen(person)
        Record.objects.visible_to(person, large.AT + timedelta(minutes=1)).count()
    assert len(queries) == 2


def test_a_list_begins_from_the_rows_of_somebody_who_sees_few(
    made: large.Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = str(TradeSecret.objects.visible_to(made.cast[large.FEW], large.AT).query)
    monkeypatch.setattr(records, "FEW", 0)
    many = str(TradeSecret.objects.visible_to(made.cast[large.FEW], large.AT).query)
    assert " IN (SELECT " in few
    assert "EXISTS" not in few
    assert "EXISTS" in many
