"""Data keys by the thousand, as plain values: opened, and put under another vault key.

A model's instance for each of them takes ten times as long as its cryptography.
"""

from collections.abc import Iterable
from itertools import chain, islice
from operator import itemgetter
from uuid import UUID

from django.db import connections, transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from shoumi.foundation.sealing import Altered
from shoumi.kernel.storage.keyring import Keyring, data_binding_ends, hold
from shoumi.kernel.storage.models import VaultKey, WrappedKey
from shoumi.kernel.storage.refusals import KeysDamaged
from shoumi.kernel.storage.routers import ALIAS

BATCH = 5_000
IN_ONE_STATEMENT = 500
NAMED = 20

# Primary key, the object's name in hex (PostgreSQL groups it by dashes), its version, the wrapped
# key.
Row = tuple[int, str, int, bytes]


def open_all(keys: Keyring, vault: VaultKey) -> tuple[int, list[str]]:
    """How many data keys there are under that vault key, and which of them don't open, at least
    the first; in constant memory."""
    under, after = WrappedKey.objects.filter(vault_key=vault), 0
    count, damaged = 0, []
    while rows := _read(under.filter(pk__gt=after)):
        opened = _opened(keys, vault, map(itemgetter(3), rows), _bindings(keys, vault, rows))
        damaged += _closed(rows, opened)[:NAMED]
        count, after = count + len(rows), rows[-1][0]
    return count, damaged


def rewrap(keys: Keyring, old: VaultKey, new: VaultKey) -> int:
    """Moves every data key from under the one vault key to under the other, some in a transaction;
    how many. Raises ``KeysDamaged``."""
    return sum(iter(lambda: _rewrap_some(keys, old, new), 0))


def _rewrap_some(keys: Keyring, old: VaultKey, new: VaultKey) -> int:
    with transaction.atomic(using=ALIAS):
        hold()
        rows = _read(WrappedKey.objects.filter(vault_key=old))
        if not rows:
            return 0
        plain = _opened(keys, old, map(itemgetter(3), rows), _bindings(keys, old, rows))
        if damaged := _closed(rows, plain):
            raise KeysDamaged(*damaged[:NAMED])
        bindings = _bindings(keys, new, rows)
        _write(new, rows, map(keys.open_vault(new).wrap, plain, bindings))
        # The older wrapping is gone with this: what stands there now must open to the same keys.
        if _opened(keys, new, _read_back(new, rows), bindings) != plain:
            raise KeysDamaged(str(new))
    return len(rows)


def _read(query: QuerySet[WrappedKey]) -> list[Row]:
    """The first of them, in order."""
    name = Cast("object", CharField())
    return list(query.order_by("pk").values_list("pk", name, "version", "wrapped")[:BATCH])


def _read_back(vault: VaultKey, rows: list[Row]) -> list[bytes]:
    """What is wrapped under the vault key now at the places of these rows, empty where nothing is.

    Others may lie between them: they are passed by in constant memory.
    """
    found = dict.fromkeys(map(itemgetter(0), rows), b"")
    last, after = rows[-1][0], rows[0][0] - 1
    under = WrappedKey.objects.filter(vault_key=vault).order_by("pk").values_list("pk", "wrapped")
    while stored := dict(under.filter(pk__gt=after, pk__lte=last)[:BATCH]):
        after = max(stored)
        found |= {pk: bytes(stored[pk]) for pk in found.keys() & stored.keys()}
    return list(found.values())


def _bindings(keys: Keyring, vault: VaultKey, rows: list[Row]) -> list[bytes]:
    head, tail = data_binding_ends(keys.tenant, vault)
    return [
        head + bytes.fromhex(name.replace("-", "")) + version.to_bytes(4, "big") + tail
        for _pk, name, version, _wrapped in rows
    ]


def _opened(
    keys: Keyring, vault: VaultKey, wrapped: Iterable[bytes], bindings: list[bytes]
) -> list[bytes]:
    """The data keys, empty where one does not open."""
    try:
        wrapper = keys.open_vault(vault)
    except Altered:
        return [b""] * len(bindings)
    return wrapper.unwrap_each(map(bytes, wrapped), bindings)


def _closed(rows: list[Row], plain: list[bytes]) -> list[str]:
    """The object versions whose key did not open."""
    if all(plain):
        return []
    return [f"{UUID(row[1])}.{row[2]}" for row, key in zip(rows, plain, strict=True) if not key]


def _write(vault: VaultKey, rows: list[Row], wrapped: Iterable[bytes]) -> None:
    """Hundreds in a statement: a statement for each takes twice as long."""
    table = WrappedKey._meta.db_table
    left = zip(map(itemgetter(0), rows), wrapped, strict=True)
    with connections[ALIAS].cursor() as cursor:
        while some := list(islice(left, IN_ONE_STATEMENT)):
            values = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                f"UPDATE {table} SET vault_key_id = %s, wrapped = fresh.column2 "
                f"FROM (VALUES {values}) AS fresh WHERE {table}.id = fresh.column1",
                [vault.pk, *chain.from_iterable(some)],
            )
