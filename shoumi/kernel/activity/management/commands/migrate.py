"""Django's migrate, after which the log's guard stands; an empty database is laid at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from shoumi.kernel.activity import guard, laying
from shoumi.kernel.activity.models import Entry

# With one of these something else is asked than everything there is.
PARTS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        if not any(options.get(part) for part in PARTS) and laying.is_empty(alias):
            for label in laying.foreign_labels():
                super().handle(*args, **{**options, "app_label": label, "run_syncdb": False})
            laying.lay(alias)
        super().handle(*args, **options)
        connection = connections[alias]
        if Entry._meta.db_table in connection.introspection.table_names():
            guard.install(connection)
