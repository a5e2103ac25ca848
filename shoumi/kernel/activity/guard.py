"""The database's own guard: a protected row changes only in a transaction that writes an entry.

PostgreSQL: a deferred constraint trigger looks at COMMIT for a transaction-local sign that the
insertion of an entry leaves behind. SQLite: a change leaves a marker whose deferred foreign key
needs the *next* entry at COMMIT. Entries themselves can't be changed or deleted. SQLite drops
triggers when a table is altered, so they are put back after every migration and checked at start.

Checked means by their text as well: a trigger of the right name that does nothing is missing.
"""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.activity.models import Entry, Opening

PREFIX = "shoumi_guard_"
EVENTS = ("insert", "update", "delete")
FIXED = ("leaf", "id", "uid", "recorded_at", "verb", "subject", "actor", "outcome")


def protected_tables() -> list[str]:
    """Every table that a logged model owns, in a fixed order."""
    models = (model for model in apps.get_models() if issubclass(model, LoggedModel))
    return sorted({model._meta.db_table for model in models if not model._meta.proxy})


def guarded() -> dict[str, tuple[str, ...]]:
    """The tables whose change needs an entry, and by which events it is noticed.

    An opening comes after its entry, so its insertion can't ask for another; erasing it does.
    """
    return dict.fromkeys(protected_tables(), EVENTS) | {Opening._meta.db_table: EVENTS[1:]}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger of the guard in place; doing it twice changes nothing."""
    wanted = _wanted(connection)
    with connection.cursor() as cursor:
        for statement in _groundwork(connection):
            cursor.execute(statement)
        for name in missing(connection):
            if name not in wanted:
                continue
            table, statement = wanted[name]
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guard away, as only a migration or a test's clearing of tables may."""
    with connection.cursor() as cursor:
        for name, table in present(connection):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def present(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """The guard's triggers that the database has: name and table."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE %s AND t.tgenabled <> 'D' AND NOT t.tgisinternal"
        )
    else:
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [PREFIX + "%"])
        return [(name, table) for name, table in cursor.fetchall()]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should be there, and work, and don't."""
    standing = {name for name, _ in present(connection)} - _altered(connection)
    return sorted(_wanted(connection).keys() - standing)


def _altered(connection: BaseDatabaseWrapper) -> set[str]:
    """Triggers whose text, or whose function's text, isn't the guard's own."""
    wanted = _wanted(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {
                name for name, sql in cursor.fetchall() if name in wanted and sql != wanted[name][1]
            }
        cursor.execute(
            "SELECT t.tgname, p.proname, p.prosrc FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE %s",
            [PREFIX + "%"],
        )
        return {name for name, function, body in cursor.fetchall() if _BODIES.get(function) != body}


def _groundwork(connection: BaseDatabaseWrapper) -> list[str]:
    """What the triggers themselves need: functions, or the table of markers."""
    if connection.vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            for name, body in _BODIES.items()
        ]
    return [
        f"CREATE TABLE IF NOT EXISTS {PREFIX}marker (entry_id INTEGER PRIMARY KEY "
        f'REFERENCES "{Entry._meta.db_table}" (id) DEFERRABLE INITIALLY DEFERRED)'
    ]


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """Each trigger's name with its table and the statement that makes it."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> dict[str, tuple[str, str]]:
    entry = Entry._meta.db_table
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FIXED)
    made = {
        f"{entry}_written": (
            entry,
            f'AFTER INSERT ON "{entry}" '
            f"BEGIN DELETE FROM {PREFIX}marker WHERE entry_id <= NEW.id; END",
        ),
        f"{entry}_fixed": (
            entry,
            f'BEFORE UPDATE ON "{entry}" WHEN OLD."index" IS NOT NULL OR {changed} '
            "BEGIN SELECT RAISE(ABORT, 'an entry of the log is never changed'); END",
        ),
        f"{entry}_delete": (
            entry,
            f'BEFORE DELETE ON "{entry}" '
            "BEGIN SELECT RAISE(ABORT, 'an entry of the log is never deleted'); END",
        ),
    }
    # The number that the next entry will take: the marker is void unless that entry is written
    # before COMMIT, whatever was logged earlier in the same transaction.
    upcoming = f"(SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '{entry}'), 0) + 1)"
    for table, events in guarded().items():
        for event in events:
            made[f"{table}_{event}"] = (
                table,
                f'AFTER {event} ON "{table}" BEGIN INSERT OR IGNORE INTO {PREFIX}marker '
                f"(entry_id) VALUES ({upcoming}); END",
            )
    return {
        f"{PREFIX}{name}": (table, f'CREATE TRIGGER "{PREFIX}{name}" {rest}')
        for name, (table, rest) in made.items()
    }


def _postgresql() -> dict[str, tuple[str, str]]:
    entry = Entry._meta.db_table
    made = {
        f"{PREFIX}{entry}_written": (
            entry,
            f'CREATE TRIGGER "{PREFIX}{entry}_written" AFTER INSERT ON "{entry}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}written()",
        ),
        f"{PREFIX}{entry}_fixed": (
            entry,
            f'CREATE TRIGGER "{PREFIX}{entry}_fixed" BEFORE UPDATE OR DELETE ON "{entry}" '
            f"FOR EACH ROW EXECUTE FUNCTION {PREFIX}fixed()",
        ),
    }
    for table, events in guarded().items():
        made[f"{PREFIX}{table}"] = (
            table,
            f'CREATE CONSTRAINT TRIGGER "{PREFIX}{table}" AFTER {" OR ".join(events)} '
            f'ON "{table}" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW '
            f"EXECUTE FUNCTION {PREFIX}needed()",
        )
    return made


_REFUSED = "USING ERRCODE = 'integrity_constraint_violation'; END IF;"
_BODIES = {
    f"{PREFIX}written": (
        " BEGIN PERFORM set_config('shoumi.logged', txid_current()::text, true); RETURN NULL; END "
    ),
    f"{PREFIX}needed": (
        " BEGIN IF current_setting('shoumi.logged', true) IS DISTINCT FROM txid_current()::text "
        "THEN RAISE EXCEPTION 'a protected row was changed without an entry in the log' "
        f"{_REFUSED} RETURN NULL; END "
    ),
    f"{PREFIX}fixed": (
        " BEGIN IF TG_OP = 'DELETE' OR OLD.index IS NOT NULL OR "
        + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FIXED)
        + f" THEN RAISE EXCEPTION 'an entry of the log is never changed' {_REFUSED} "
        "RETURN NEW; END "
    ),
}
