"""The tables of an empty database, laid at once from the house's models as they are.

The migrations come to the same, step by step, and take many times as long: they draw every model
anew for each step. A database that holds anything is brought up to date by its migrations only, and
so are the tables of Django's own.
"""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.db import connections, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty(alias: str) -> bool:
    """Whether nothing stands in this database yet."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def foreign_labels() -> list[str]:
    """The apps with migrations that are not the house's own; none of them builds on the house."""
    own = {config.label for config in _own()}
    return sorted(MigrationLoader(None).migrated_apps - own)


def lay(alias: str) -> None:
    """Make every table of the house's that belongs into this database, and enter its migrations as
    done: all of it or nothing."""
    connection = connections[alias]
    nodes = MigrationLoader(connection).graph.nodes
    recorder = MigrationRecorder(connection)
    own = list(_own())
    labels = {config.label for config in own}
    with connection.schema_editor(atomic=True) as editor:
        for model in (model for config in own for model in config.get_models()):
            if router.allow_migrate_model(alias, model):
                editor.create_model(model)
        for label, name in sorted(node for node in nodes if node[0] in labels):
            recorder.record_applied(label, name)


def _own() -> Iterator[AppConfig]:
    return (config for config in apps.get_app_configs() if config.name.startswith("shoumi."))
