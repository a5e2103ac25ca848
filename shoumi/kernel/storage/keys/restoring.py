"""An empty place, and copies put into it as a restore would: databases, keystore, root, objects.

The place is in memory where there is such a folder with room, else on disk; either way for its
owner only, and gone afterwards.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connections, models

from shoumi.foundation.sealing import KeyfileProvider, RootKey, create_keyfile
from shoumi.foundation.sealing.providers.places import Keyfiles
from shoumi.kernel.storage import blobs
from shoumi.kernel.storage.keepers import keyfiles, provider
from shoumi.kernel.storage.models import KEYSTORE_MODELS, Drill, Keystore
from shoumi.kernel.storage.refusals import Lost
from shoumi.kernel.storage.routers import ALIAS

MEMORY = Path("/dev/shm")  # noqa: S108 - memory-backed; the folder inside is made privately
MAIN, KEYSTORE, DUMP = "shoumi.sqlite3", "keystore.sqlite3", "main.dump"


@contextmanager
def empty_place(out: Path | None, row: Keystore, room: int) -> Iterator[Path]:
    """A private empty folder, in ``out`` or where there is ``room`` bytes; removed afterwards,
    its root key overwritten. Places that a killed drill left are removed first. Raises OSError."""
    prefix = f"shoumi-drill-{row.tenant.hex[:12]}-"
    parents = [out] if out else [MEMORY, Path(tempfile.gettempdir())]
    for parent in parents:
        for left in parent.glob(f"{prefix}*"):
            _remove(left)
    place = Path(tempfile.mkdtemp(prefix=prefix, dir=_roomy(parents, room)))
    try:
        yield place
    finally:
        _remove(place)


def _roomy(parents: list[Path], room: int) -> Path:
    for parent in parents[:-1]:
        usable = parent.is_dir() and os.access(parent, os.W_OK | os.X_OK)
        if usable and shutil.disk_usage(parent).free > room:
            return parent
    return parents[-1]


def _remove(place: Path) -> None:
    copied = KeyfileProvider(place / "keys")
    for version in copied.versions():
        copied.destroy(version)
    shutil.rmtree(place)


def copy_main(place: Path) -> Drill.Database:
    """The main database: a whole copy of SQLite; of PostgreSQL a dump, where pg_dump is there and
    its dump can be read again."""
    if connections["default"].vendor == "sqlite":
        _copy_sqlite("default", place / MAIN)
        return Drill.Database.RESTORED
    return Drill.Database.DUMPED if _dump(place / DUMP) else Drill.Database.LEFT_OUT


def copy_keystore(place: Path) -> None:
    """The keystore, as an SQLite file whichever database it is in."""
    if connections[ALIAS].vendor == "sqlite":
        _copy_sqlite(ALIAS, place / KEYSTORE)
        return
    with closing(sqlite3.connect(place / KEYSTORE)) as target, target:
        for model in KEYSTORE_MODELS:
            _copy_rows(model, target)


def copy_root(place: Path, row: Keystore) -> None:
    """The root key in use, if it is a file; what keeps it otherwise has a backup of its own.
    Raises as the provider does."""
    if isinstance(settings.KEY_KEEPER, Keyfiles):
        (place / "keys").mkdir(mode=0o700)
        key = keyfiles().export(row.root_version)
        create_keyfile(KeyfileProvider(place / "keys").path(row.root_version), key)


def root_of(place: Path, version: int, mark: str) -> RootKey:
    """The root key that was copied, else the one in its own place. Raises as the provider does."""
    if isinstance(settings.KEY_KEEPER, Keyfiles):
        return KeyfileProvider(place / "keys").open(version, expected=mark)
    return provider().open(version, expected=mark)


def copy_objects(place: Path, names: Iterable[str]) -> list[str]:
    """Sealed objects by their names; those that are not there are returned."""
    target, missing = store_of(place), []
    for name in names:
        try:
            with blobs.store().open(name) as source:
                target.keep(name, _copier(source))
        except Lost:
            missing.append(name)
    return missing


def store_of(place: Path) -> blobs.FolderStore:
    """The restored objects."""
    (place / "objects").mkdir(mode=0o700, exist_ok=True)
    return blobs.FolderStore(place / "objects")


def size_of_databases() -> int:
    """Bytes of the SQLite files; those in a server are not known and count for nothing."""
    files = [Path(str(connections[alias].settings_dict["NAME"])) for alias in connections]
    return sum(file.stat().st_size for file in files if file.is_file())


def _copier(source: BinaryIO) -> Callable[[BinaryIO], None]:
    return lambda sink: shutil.copyfileobj(source, sink, 1 << 20)


def _copy_sqlite(alias: str, file: Path) -> None:
    """By SQLite's online backup, so that the house may go on writing meanwhile.

    Inside a transaction of this connection the backup would wait for itself for ever.
    """
    if connections[alias].in_atomic_block:
        raise RuntimeError("a database can't be copied inside a transaction on it")
    connections[alias].ensure_connection()
    with closing(sqlite3.connect(file)) as target:
        connections[alias].connection.backup(target)


def _copy_rows(model: type[models.Model], target: sqlite3.Connection) -> None:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    table = model._meta.db_table
    target.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    rows = model._base_manager.values_list(
        *(field.attname for field in model._meta.concrete_fields)
    )
    marks = ", ".join("?" * len(columns))
    target.executemany(
        f"INSERT INTO {table} VALUES ({marks})",
        ([_storable(value) for value in row] for row in rows.iterator(2000)),
    )


def _storable(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return value if isinstance(value, int | str | bytes | None) else str(value)


def _dump(file: Path) -> bool:
    """Whether pg_dump wrote a dump that pg_restore can read."""
    dump, restore = shutil.which("pg_dump"), shutil.which("pg_restore")
    if dump is None or restore is None:
        return False
    server = connections["default"].settings_dict
    where = {"-h": server["HOST"], "-p": server["PORT"], "-U": server["USER"]}
    options = [part for option, value in where.items() if value for part in (option, str(value))]
    # The password goes by the environment, which others can't read, not by the command line.
    environment = {**os.environ, "PGPASSWORD": str(server["PASSWORD"] or "")}
    line = [dump, "-Fc", "--no-password", "-f", str(file), *options, str(server["NAME"])]
    for command in (line, [restore, "--list", str(file)]):
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        if done.returncode:
            return False
    return True
