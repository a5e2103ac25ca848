"""Whether the databases are fit to be served; asked at the start and by /healthz."""

from datetime import datetime

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from shoumi.config import folder
from shoumi.config.env import data_folder
from shoumi.config.folder import Unusable
from shoumi.config.language import _
from shoumi.kernel.activity import guard
from shoumi.kernel.activity.recording import require_clock_forward
from shoumi.kernel.storage import blobs, keyring


def migrate() -> None:
    """Bring both databases to this edition; the log's guard is put in place with it."""
    for alias in connections:
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this edition, by app and name."""
    loader = MigrationLoader(None)
    replaced = {key for new in loader.replacements.values() for key in new.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


def pending(known: frozenset[tuple[str, str]]) -> list[str]:
    """The migrations that a database still lacks, as `alias: app.name`.

    Raises DatabaseError when a database can't be reached.
    """
    return [
        f"{alias}: {app}.{name}"
        for alias in connections
        for app, name in sorted(
            known - set(MigrationRecorder(connections[alias]).applied_migrations())
        )
    ]


def require_set_up() -> None:
    """Raises Unusable where no database of this edition is set up."""
    where = data_folder()
    if not folder.is_set_up(where):
        raise Unusable(
            _("Nothing is set up in {folder} yet. Run first: shoumi setup").format(folder=where)
        )
    if pending(known_migrations()):
        raise Unusable(_("The database is not of this edition yet. Run first: shoumi setup"))


def require_ready(at: datetime) -> list[str]:
    """Refuse to serve an unfit database; put the guard back where it is gone, and say so.

    Raises Unusable, ClockTurnedBack, Sealed, StoreUnreachable.
    """
    lacking = pending(known_migrations())
    if lacking:
        raise Unusable(
            _(
                "The database is not of this edition yet ({count} changes are missing, the first "
                "is {first}). Save the data folder, then run: shoumi setup"
            ).format(count=len(lacking), first=lacking[0])
        )
    require_clock_forward(at)
    keyring.unlock()
    blobs.store().require_reachable()
    gone = guard.missing(connections["default"])
    if gone:
        guard.install(connections["default"])
    return gone
