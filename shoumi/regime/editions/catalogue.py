"""The catalogue of all questions that the house asks or will ask, built or not."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.tables import BadEdition, Table, read_toml, tables, text, texts

_FILE: Final = Path(__file__).with_name("catalogue.toml")
_ID: Final = re.compile(r"[a-z]+\.[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One question: its id `domain.name`, its title, and the default edition's clauses it was
    written for.
    """

    id: str
    title: Bilingual
    clauses: tuple[str, ...]

    @property
    def domain(self) -> str:
        """The part of the house that answers it, such as `register` or `committee`."""
        return self.id.partition(".")[0]


@cache
def load_catalogue(path: Path = _FILE) -> Mapping[str, CatalogueEntry]:
    """Every question by its id; raises BadEdition when an id is malformed or given twice."""
    entries = [_read(table, path.name) for table in tables(read_toml(path), "control", path.name)]
    twice = [key for key, seen in Counter(entry.id for entry in entries).items() if seen > 1]
    if twice:
        raise BadEdition(f"{path.name}: given twice: {', '.join(twice)}")
    return {entry.id: entry for entry in entries}


def titles_of(controls: Iterable[str], language: str) -> tuple[str, ...]:
    """What these questions are called; one that the catalogue no longer holds, by its id."""
    known = load_catalogue()
    return tuple(known[one].title.said_in(language) if one in known else one for one in controls)


def _read(table: Table, file: str) -> CatalogueEntry:
    key = text(table, "id", file)
    where = f"{file}: {key}"
    if not _ID.fullmatch(key):
        raise BadEdition(f"{where}: an id is written domain.name")
    return CatalogueEntry(
        key, Bilingual.from_table(table.get("title"), where), texts(table, "clauses", where)
    )
