"""The database refuses a protected change without an entry, and any change of an entry."""

import pytest
from django.db import DatabaseError, connection, transaction

from shoumi.demo.cast import Cast
from shoumi.kernel.accounts.actions import add_unit
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.activity import guard
from shoumi.kernel.activity.ledger import UnloggedChange
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_trigger_stands_after_a_migration(db: None) -> None:
    assert guard.missing(connection) == []


def test_a_dropped_trigger_is_named(db: None) -> None:
    name, table = guard.present(connection)[0]
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    execute(f'DROP TRIGGER "{name}"{on}')
    assert guard.missing(connection) == [name]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_orgunit SET name = 'x'",
        "DELETE FROM accounts_absence",
        "INSERT INTO records_sequence (entity_id, series, year, last) "
        "SELECT MIN(id), 'x', 2026, 1 FROM accounts_orgunit",
    ],
)
def test_an_unlogged_change_by_sql_is_refused_at_commit(
    committed_cast: Cast, statement: str
) -> None:
    before = OrgUnit.objects.get(code="RD").name
    if statement.startswith("DELETE"):
        statement = "DELETE FROM accounts_appointment"
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)
    assert OrgUnit.objects.get(code="RD").name == before


def test_a_change_after_the_entry_needs_an_entry_of_its_own_on_sqlite(
    committed_cast: Cast, at: Ticker
) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL's sign is for the whole transaction; reconciliation sees the rest.
    with pytest.raises(DatabaseError), transaction.atomic():
        add_unit(
            parent=committed_cast.units["YL"], kind="department", code="QA", name="质量部",
            by=HOUSE, at=at(),
        )  # fmt: skip
        execute("UPDATE accounts_orgunit SET name = 'x' WHERE code = 'RD'")
    assert not OrgUnit.objects.filter(code="QA").exists()


@pytest.mark.parametrize(
    "statement", ["UPDATE activity_entry SET verb = 'x'", "DELETE FROM activity_entry"]
)
def test_an_entry_is_neither_changed_nor_deleted(committed_cast: Cast, statement: str) -> None:
    count = Entry.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)
    assert Entry.objects.count() == count > 0


def test_a_row_saved_outside_an_action_is_refused(cast: Cast) -> None:
    unit = cast.units["RD"]
    with pytest.raises(UnloggedChange):
        unit.save()
    with pytest.raises(UnloggedChange):
        OrgUnit.objects.update(name="x")
    with pytest.raises(UnloggedChange):
        unit.delete()
