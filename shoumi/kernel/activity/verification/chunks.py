"""Rows of any number, in constant memory."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

CHUNK = 1000

Row = TypeVar("Row", bound=Model)


def in_order(query: QuerySet[Row], *keys: str) -> Iterator[Row]:
    """Every row in the order of `keys`, which together are unique and never null.

    Read chunk by chunk, each from the last key on, so that nothing stays open in the database when
    the reader stops early: a cursor closed by garbage collection waits for the very connection it
    interrupts. The chunks agree with each other only within a `snapshot`.
    """
    beyond = Q()
    while rows := list(query.filter(beyond).order_by(*keys)[:CHUNK]):
        yield from rows
        if len(rows) < CHUNK:
            return
        beyond = _after(keys, rows[-1])


def _after(keys: tuple[str, ...], row: Model) -> Q:
    beyond, level = Q(), Q()
    for key in keys:
        value = getattr(row, key)
        beyond |= level & Q(**{f"{key}__gt": value})
        level &= Q(**{key: value})
    return beyond
