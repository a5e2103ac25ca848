"""Ready plans of our own, whose items are taken over into a draft and made one's own.

Each lies in a file beside this module, in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.tables import BadEdition, Table, read_toml, tables, text, texts
from shoumi.kernel.accounts.models import Role

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class StarterItem:
    """One item: `lead` is the role of whoever leads it, `due` the month and day of the first
    time."""

    text: Bilingual
    measure: Bilingual
    clauses: tuple[str, ...]
    lead: str
    every: str
    due: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Starter:
    key: str
    title: Bilingual
    about: Bilingual
    sort: str
    items: tuple[StarterItem, ...]


@cache
def load() -> Mapping[str, Starter]:
    """All of them by their keys. Raises BadEdition, ValueError for a file that does not hold
    together."""
    found = (_read(path) for path in sorted(_FOLDER.glob("*.toml")))
    return {one.key: one for one in found}


def _read(path: Path) -> Starter:
    table, where = read_toml(path), path.name
    return Starter(
        key=path.stem,
        title=Bilingual.from_table(table.get("title"), where),
        about=Bilingual.from_table(table.get("about"), where),
        sort=text(table, "sort", where),
        items=tuple(_item(one, where) for one in tables(table, "item", where)),
    )


def _item(table: Table, where: str) -> StarterItem:
    lead = text(table, "lead", where)
    month, _, day = text(table, "due", where).partition("-")
    if lead not in Role.values:
        raise BadEdition(f"{where}: {lead} is no role")
    return StarterItem(
        text=Bilingual.from_table(table.get("text"), where),
        measure=Bilingual.from_table(table.get("measure"), where),
        clauses=texts(table, "clauses", where),
        lead=lead,
        every=text(table, "every", where),
        due=(int(month), int(day)),
    )
