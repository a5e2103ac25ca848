"""Reconciliation: every protected row as it stands, against the last entry that speaks of it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from shoumi.kernel.activity.logged import LoggedModel, row_state
from shoumi.kernel.activity.verification.chunks import CHUNK, in_order
from shoumi.kernel.activity.verification.entries import Mark, matches
from shoumi.kernel.activity.verification.findings import Finding, Kind, found


def reconcile(marks: Iterable[Mark]) -> Iterator[Finding]:
    """Hold all rows against the marks (given in the order of writing; the last one counts).

    The marks rest in a temporary file of the database engine's own meanwhile, so that memory
    doesn't grow with the number of rows.
    """
    with closing(sqlite3.connect("")) as latest:
        _gather(latest, marks)
        known = set()
        for model in protected_models():
            known.add(model._meta.label_lower)
            yield from _check_table(latest, model)
        for (table,) in latest.execute("SELECT DISTINCT tbl FROM latest ORDER BY tbl"):
            if table not in known:
                yield found(Kind.ROW_NOT_CHECKABLE, table)


def protected_models() -> list[type[LoggedModel]]:
    """Every model whose rows the log answers for."""
    models = (model for model in apps.get_models() if issubclass(model, LoggedModel))
    return sorted(
        (model for model in models if not model._meta.proxy), key=lambda one: one._meta.label_lower
    )


def _gather(latest: sqlite3.Connection, marks: Iterable[Mark]) -> None:
    latest.execute(
        "CREATE TABLE latest (tbl TEXT, pk TEXT, form INTEGER, digest TEXT, salt TEXT, "
        "PRIMARY KEY (tbl, pk)) WITHOUT ROWID"
    )
    rows = ((one.table, one.pk, one.form, one.digest, one.salt) for one in marks)
    while chunk := list(islice(rows, CHUNK)):
        latest.executemany("INSERT OR REPLACE INTO latest VALUES (?, ?, ?, ?, ?)", chunk)


def _check_table(latest: sqlite3.Connection, model: type[LoggedModel]) -> Iterator[Finding]:
    table = model._meta.label_lower
    standing = 0
    for row in in_order(model._base_manager.all(), "pk"):
        mark = latest.execute(
            "SELECT tbl, pk, form, digest, salt FROM latest WHERE tbl = ? AND pk = ?",
            (table, str(row.pk)),
        ).fetchone()
        if mark is None:
            yield found(Kind.ROW_UNLOGGED, f"{table}/{row.pk}")
            continue
        standing += 1
        kind = _judge(Mark(*mark), row, model)
        if kind is not None:
            yield found(kind, f"{table}/{row.pk}")
    (marked,) = latest.execute("SELECT COUNT(*) FROM latest WHERE tbl = ?", (table,)).fetchone()
    if marked != standing:
        yield from _missing(latest, model)


def _judge(mark: Mark, row: LoggedModel, model: type[LoggedModel]) -> Kind | None:
    if not mark.salt:
        return Kind.ROW_NOT_CHECKABLE
    try:
        state = row_state(row, model, mark.form)
    except (LookupError, FieldDoesNotExist):
        return Kind.ROW_NOT_CHECKABLE
    return None if matches(mark, state.canonical) else Kind.ROW_CHANGED


def _missing(latest: sqlite3.Connection, model: type[LoggedModel]) -> Iterator[Finding]:
    """Rows that the log speaks of and that are gone."""
    table = model._meta.label_lower
    marked = latest.execute("SELECT pk FROM latest WHERE tbl = ? ORDER BY pk", (table,))
    while keys := [key for (key,) in marked.fetchmany(CHUNK // 2)]:
        there = model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        for gone in sorted(set(keys) - {str(key) for key in there}):
            yield found(Kind.ROW_MISSING, f"{table}/{gone}")
