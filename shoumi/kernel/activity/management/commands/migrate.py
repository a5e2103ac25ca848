"""Django's migrate, after which the log's guard always stands."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from shoumi.kernel.activity import guard
from shoumi.kernel.activity.models import Entry


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        super().handle(*args, **options)
        connection = connections[alias]
        if Entry._meta.db_table in connection.introspection.table_names():
            guard.install(connection)
