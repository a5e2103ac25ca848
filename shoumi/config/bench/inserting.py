"""Rows by the hundred thousand, past actions and guard: only for a database that is thrown away."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from shoumi.kernel.activity import guard

BATCH = 5000
Rows = Iterable[Mapping[str, Any]]


@contextmanager
def unguarded() -> Iterator[None]:
    """The guard stands aside while rows are made up, and is put back."""
    guard.remove(connection)
    try:
        yield
    finally:
        guard.install(connection)


def insert(model: type[models.Model], names: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert into the model's own table, which lets parent and child be filled apart.

    `names` lists its fields by attribute, such as `record_id, from_on`; days are given in ISO
    form, the rest by `instant` and `stored_uuid`, as both databases take them.
    """
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    columns = [fields[name].column for name in names.replace(",", " ").split()]
    marks = ", ".join(["%s"] * len(columns))
    listed = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES ({marks})'
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(waiting, BATCH)):
            with transaction.atomic():
                cursor.executemany(statement, batch)


def put(model: type[models.Model], rows: Rows) -> None:
    """Insert rows given by attribute; what is not named is the field's default."""
    given = list(rows)
    if not given:
        return
    fields = [
        one
        for one in model._meta.local_concrete_fields
        if one.attname in given[0] or not one.primary_key
    ]

    def value(row: Mapping[str, Any], field: Any) -> Any:
        found = row.get(field.attname, field.get_default())
        return field.get_db_prep_save(found, connection)

    names = " ".join(one.attname for one in fields)
    insert(model, names, (tuple(value(row, one) for one in fields) for row in given))


def instant(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def stored_uuid(number: int) -> Any:
    uuid = UUID(int=number)
    return uuid.hex if connection.vendor == "sqlite" else uuid


def settle() -> None:
    """What a running PostgreSQL does by itself; SQLite gets nothing that the house doesn't do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Clearing dead rows away is not allowed within a transaction, knowing the rows is.
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
