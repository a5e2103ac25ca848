"""What the tests of actions watch: the rows of the house as they stand, and the entries written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, router
from django.db.models import Max, Model

from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.activity.models import Entry

Rows = dict[str, list[tuple[Any, ...]]]


def rows(*labels: str) -> Rows:
    """Every protected row there is (and those of the tables named), to be compared later."""
    logged = [model for model in apps.get_models() if issubclass(model, LoggedModel)]
    tables = [*logged, *(apps.get_model(label) for label in labels)]
    return {model._meta.label: _standing_in(model) for model in tables}


def _standing_in(model: type[Model]) -> list[tuple[Any, ...]]:
    """What the model's own table holds, as the database has it; a parent's rows stand in its own.
    Asked past the models, since this looks at every table twice for each refusal."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connections[router.db_for_read(model)].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
        return list(cursor.fetchall())


def last_entry() -> int:
    return Entry.objects.aggregate(top=Max("id"))["top"] or 0


def entries_after(last: int) -> list[Entry]:
    return list(Entry.objects.filter(id__gt=last).order_by("id"))


@contextmanager
def nothing_changes(*labels: str) -> Iterator[None]:
    """No row is written inside, and no entry that says that something was done."""
    before, last = rows(*labels), last_entry()
    yield
    assert rows(*labels) == before
    assert [entry.verb for entry in entries_after(last) if entry.outcome != "refused"] == []


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.because]
