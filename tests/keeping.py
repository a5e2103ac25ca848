"""The cast, made once a run through its actions and laid into each test's database as it was.

What is kept stands in tables beside the house's own; a test gets the very rows, entries of the log
included, that the actions wrote.
"""

import copy
from datetime import date, datetime

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from shoumi.demo.cast import Cast, assemble
from shoumi.kernel.activity import guard
from shoumi.kernel.activity.models import Entry, Opening

SINCE = date(2026, 1, 5)


def _tables() -> list[str]:
    """The tables that hold rows now; the log's last, since the guard wants the entry after them."""
    log = [Opening._meta.db_table, Entry._meta.db_table]
    there = set(connection.introspection.table_names())
    owned = sorted({model._meta.db_table for model in apps.get_models()} & there - set(log))
    with connection.cursor() as cursor:
        held = [table for table in owned if _holds(cursor, table)]
    return [*held, *log]


def _holds(cursor: object, table: str) -> bool:
    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # type: ignore[attr-defined]
    return cursor.fetchone() is not None  # type: ignore[attr-defined]


class KeptCast:
    """The cast as it was right after it was assembled at one instant."""

    def __init__(self, at: datetime) -> None:
        with transaction.atomic():
            before = set(_tables())
            self.cast = assemble(at=at, since=SINCE)
            log = {Opening._meta.db_table, Entry._meta.db_table}
            self.tables = [name for name in _tables() if name not in before or name in log]
            self._lay_by()

    def _lay_by(self) -> None:
        guard.remove(connection)
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'CREATE TABLE "kept_{table}" AS SELECT * FROM "{table}"')
            for table in self.tables:
                cursor.execute(f'DELETE FROM "{table}"')
        guard.install(connection)

    def lay_out(self) -> Cast:
        """Put the rows into the database of the test under way."""
        models = [model for model in apps.get_models() if model._meta.db_table in self.tables]
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "kept_{table}"')
            if connection.vendor == "sqlite":
                # The rows came with their own entries, whose numbers the markers could not know.
                cursor.execute(f"DELETE FROM {guard.PREFIX}marker")
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        units = {code: copy.copy(unit) for code, unit in self.cast.units.items()}
        persons = {key: copy.copy(person) for key, person in self.cast.persons.items()}
        return Cast(units, persons)
