"""The hand of somebody who writes SQL past the house."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from tests.kernel.activity.conftest import unguarded


def by_sql(statement: str, values: Sequence[Any] = ()) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)
