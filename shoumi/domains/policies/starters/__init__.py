"""Ready texts of our own for rules and procedures, to be taken over as drafts and made one's own.

Each lies in a file beside this module, in both languages, with the laws that it rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.domains.policies.models import Rule
from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.law import load_laws
from shoumi.foundation.tables import BadEdition, read_toml, tables, texts

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class StarterClause:
    heading: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Starter:
    """One ready text; `laws` are the keys of those that it is to be checked against."""

    key: str
    sort: str
    title: Bilingual
    about: Bilingual
    laws: tuple[str, ...]
    clauses: tuple[StarterClause, ...]


@cache
def load() -> Mapping[str, Starter]:
    """All of them by their keys. Raises BadEdition, ValueError for a file that does not hold
    together."""
    found = (_read(path) for path in sorted(_FOLDER.glob("*.toml")))
    return {one.key: one for one in found}


def _read(path: Path) -> Starter:
    table, where = read_toml(path), path.name
    laws = texts(table, "laws", where)
    unknown = [key for key in laws if key not in load_laws().laws]
    if unknown or not laws:
        raise BadEdition(f"{where}: unknown laws: {unknown}")
    sort = table.get("sort", Rule.Sort.PROCEDURE.value)
    if sort not in Rule.Sort.values:
        raise BadEdition(f"{where}: there is no sort {sort}")
    return Starter(
        key=path.stem,
        sort=sort,
        title=Bilingual.from_table(table.get("title"), where),
        about=Bilingual.from_table(table.get("about"), where),
        laws=laws,
        clauses=tuple(
            StarterClause(
                Bilingual.from_table(one.get("heading"), where),
                Bilingual.from_table(one.get("text"), where),
            )
            for one in tables(table, "clause", where)
        ),
    )
