"""Who sees which record; asked in two ways, after how much somebody sees, with one answer."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from shoumi.config.bench import company as large
from shoumi.config.bench.filling import fill
from shoumi.config.bench.inserting import insert, instant, unguarded
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.actions import end_person
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.records.models import Audience, Record
from shoumi.kernel.records.models import record as records

RECORDS = 300


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[large.Company]:
    """Built once; what a test changes is rolled back, and in the end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = large.found()
        fill(made, RECORDS, lambda step: None)
        yield made
        transaction.set_rollback(True)


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


def give_children(made: large.Company) -> None:
    """Two to each secret, of which one is seen with it; nobody sees either by himself."""
    last = Record.objects.latest("pk").pk
    root = made.cast.units["YL"].pk
    parents = TradeSecret.objects.order_by("pk").values_list("pk", flat=True)
    with unguarded():
        insert(
            Record,
            "id version kind title grade state entity_id org_unit_id created_at parent_id "
            "seen_with_parent clause legal_hold",
            [
                (last + 2 * n + seen, 1, "child", "child", "", "held", root, root,
                 instant(large.AT), parent, bool(seen), "", False)
                for n, parent in enumerate(parents, 1)
                for seen in (0, 1)
            ],
        )  # fmt: skip


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


@pytest.mark.parametrize(("handful", "few"), [(0, 0), (0, 10_000), (10_000, 10_000)])
@pytest.mark.parametrize("key", [large.RESTRICTED, large.FEW, large.OFFICE, "leader"])
def test_what_is_seen_with_its_parent_is_the_same_whichever_way_it_is_asked(
    made: large.Company, monkeypatch: pytest.MonkeyPatch, handful: int, few: int, key: str
) -> None:
    give_children(made)
    monkeypatch.setattr(records, "HANDFUL", handful)
    monkeypatch.setattr(records, "FEW", few)
    person = made.cast[key]
    posts = list(person.appointments.values_list("post_id", flat=True))
    own = opened_to(person, posts, large.TODAY)
    expected = {
        one.pk
        for one in Record.objects.all()
        if one.pk in own or (one.seen_with_parent and one.parent_id in own)
    }
    found = Record.objects.visible_to(person, large.AT)
    assert sorted(found.values_list("pk", flat=True)) == sorted(expected)
    assert found.filter(kind="child").count() == len(seen(person)) > 0


@pytest.mark.parametrize("key", [large.RESTRICTED, large.FEW, large.OFFICE, "battery_custodian"])
def test_a_record_asked_by_itself_is_visible_to_whom_the_list_shows_it(
    made: large.Company, key: str
) -> None:
    give_children(made)
    person = made.cast[key]
    listed = set(Record.objects.visible_to(person, large.AT).values_list("pk", flat=True))
    # Of each sort some: secrets, and children that are seen with theirs and that are not.
    asked = Record.objects.order_by("pk")[::7]
    assert {one.kind for one in asked} >= {"secret", "child"}
    shown = {one.pk for one in asked if one.is_visible_to(person, large.AT)}
    found = {one.pk for one in asked if Record.objects.one_visible_to(one.pk, person, large.AT)}
    assert found == shown
    assert shown == listed & {one.pk for one in asked}
    end_person(person, on=large.TODAY, by=HOUSE, at=large.AT)
    assert not any(one.is_visible_to(person, large.AT + timedelta(days=1)) for one in asked)


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


def test_one_list_is_begun_from_where_children_are_seen_too(
    made: large.Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    handful = str(Record.objects.visible_to(made.cast[large.FEW], large.AT).query)
    monkeypatch.setattr(records, "HANDFUL", 0)
    few = str(Record.objects.visible_to(made.cast[large.FEW], large.AT).query)
    assert "UNION ALL" in handful
    assert "UNION ALL" not in few
    assert few.count(" IN (SELECT ") == 2
