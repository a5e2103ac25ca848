"""The vault: sealing, opening, arriving, deciding and rewrapping, each against its bare yardstick.

CPU time within one run, in medians of interleaved rounds, unless a figure's name or its function
says otherwise.
"""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command

from shoumi.config.bench import (
    vault_deciding,
    vault_files,
    vault_memory,
    vault_rewrapping,
    vault_sealing,
    vault_upload,
)
from shoumi.config.bench.company import AT, Company
from shoumi.kernel.storage import keyring
from shoumi.kernel.storage.routers import ALIAS

Tell = Callable[[str], None]
ROUNDS = 5


def prepare() -> None:
    """The keystore, which must be there before any row speaks of sealed content."""
    call_command("migrate", database=ALIAS, verbosity=0)
    keyring.establish(at=AT)


def measure_content(*, mebibytes: int, streams: tuple[int, ...], tell: Tell) -> dict[str, Any]:
    """What concerns bytes and needs no company: `mebibytes` is the size of a file."""
    tell("sealing in memory")
    told = vault_sealing.measure(mebibytes=max(1, mebibytes // 4), rounds=ROUNDS, tell=tell)
    tell(f"files of {mebibytes} MiB")
    files = vault_files.measure(mebibytes=mebibytes, rounds=ROUNDS)
    tell("memory of streams")
    memory = vault_memory.measure(streams, tell)
    tell("an upload through the server")
    upload = vault_upload.measure(mebibytes=min(256, mebibytes), rounds=ROUNDS, tell=tell)
    return merged(told, files, memory, upload)


def measure_rows(made: Company, *, keys: int, rounds: int, tell: Tell) -> dict[str, Any]:
    """What concerns rows, in the company of the register's measurement."""
    tell("carriers and grants")
    deciding = vault_deciding.measure(made, rounds=rounds)
    tell(f"rewrapping {keys} keys")
    return merged(deciding, vault_rewrapping.measure(keys=keys, rounds=3))


def merged(*parts: dict[str, Any]) -> dict[str, Any]:
    """All figures in one, all contexts in one."""
    told: dict[str, Any] = {}
    context: dict[str, Any] = {}
    for part in parts:
        context |= part.get("context", {})
        told |= {name: value for name, value in part.items() if name != "context"}
    return {**told, "context": context}
