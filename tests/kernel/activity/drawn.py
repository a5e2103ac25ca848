"""Prints how a fresh database is drawn, as JSON: laid at once, or with `migrations` by these.

`python -m tests.kernel.activity.drawn [migrations]`, in a process of its own.
"""

import json
import re
import sys
from typing import Any

import django
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

UNNAMED = re.compile(r"__unnamed_constraint_\d+__|^fk_\d+$")


def tables() -> dict[str, Any]:
    """Every table with its columns, indexes and constraints, as the database itself tells."""
    look = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: {
                "columns": sorted(
                    [column.name, str(column.type_code), column.null_ok, column.default]
                    for column in look.get_table_description(cursor, table)
                ),
                "constraints": sorted(
                    [UNNAMED.sub("", name), str(sorted(what.items(), key=str))]
                    for name, what in look.get_constraints(cursor, table).items()
                ),
            }
            for table in look.table_names(cursor)
        }


def main() -> None:
    django.setup()
    from shoumi.config.bench.scratch import scratch  # noqa: PLC0415 - models come after the set-up
    from shoumi.kernel.activity import laying  # noqa: PLC0415

    if sys.argv[1:] == ["migrations"]:
        laying.is_empty = lambda alias: False
    with scratch():
        applied = sorted([row.app, row.name] for row in MigrationRecorder(connection).migration_qs)
        json.dump({"tables": tables(), "applied": applied}, sys.stdout)


if __name__ == "__main__":
    main()
