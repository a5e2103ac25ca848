"""The law in force, as data: which version holds on a day, under which article a point stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.tables import BadEdition, Table, read_toml, tables, text, texts

_FILE: Final = Path(__file__).with_name("laws.toml")


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One version of a law. `in_force_to` is its last day; `read` is False when only reports of it
    were read.
    """

    name: str
    in_force_from: date
    in_force_to: date | None
    read: bool
    articles: Mapping[str, int]

    def holds_on(self, day: date) -> bool:
        """True when this version is in force on that day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Law:
    """A law, the names under which texts cite it, and its versions from old to new."""

    key: str
    title: Bilingual
    names: tuple[str, ...]
    versions: tuple[LawVersion, ...]
    replaced_by: str

    def version_on(self, day: date) -> LawVersion | None:
        """The version in force on that day, None before the first and after the last."""
        return next((version for version in self.versions if version.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class LawTable:
    """All laws that the house cites, by key."""

    laws: Mapping[str, Law]

    def cite(self, reference: str, on: date) -> Bilingual:
        """How `law_key` or `law_key.point` is cited on a day; raises BadEdition when the table
        does not know it.
        """
        key, _, point = reference.partition(".")
        law = self.laws.get(key)
        if law is None:
            raise BadEdition(f"unknown law: {key}")
        name = Bilingual(f"《{law.title.zh}》", f"the {law.title.en}")
        if not point:
            return name
        if not any(point in version.articles for version in law.versions):
            raise BadEdition(f"{key} has no point {point}")
        version = law.version_on(on)
        article = None if version is None else version.articles.get(point)
        if article is None:
            return name
        return Bilingual(f"{name.zh}第{article}条", f"Article {article} of {name.en}")


@cache
def load_laws(path: Path = _FILE) -> LawTable:
    """The table of laws; raises BadEdition when versions overlap, a successor is unknown or a key
    is given twice.
    """
    laws = [_read_law(table, path.name) for table in tables(read_toml(path), "law", path.name)]
    table = {law.key: law for law in laws}
    if len(table) != len(laws):
        raise BadEdition(f"{path.name}: a law is given twice")
    for law in laws:
        if law.replaced_by and law.replaced_by not in table:
            raise BadEdition(f"{path.name}: {law.key}: unknown successor {law.replaced_by}")
    return LawTable(table)


def _read_law(table: Table, file: str) -> Law:
    key = text(table, "key", file)
    where = f"{file}: {key}"
    title = Bilingual.from_table(table.get("title"), where)
    versions = tuple(_read_version(version, where) for version in tables(table, "version", where))
    for older, newer in zip(versions, versions[1:], strict=False):
        if older.in_force_to is None or older.in_force_to >= newer.in_force_from:
            raise BadEdition(f"{where}: versions {older.name} and {newer.name} overlap")
    successor = table.get("replaced_by", "")
    if not isinstance(successor, str):
        raise BadEdition(f"{where}: replaced_by must be a key")
    return Law(key, title, (title.zh, *texts(table, "names", where)), versions, successor)


def _read_version(table: Table, where: str) -> LawVersion:
    name = text(table, "name", where)
    start, end, read = table.get("in_force_from"), table.get("in_force_to"), table.get("read")
    if (
        not isinstance(start, date)
        or not (end is None or isinstance(end, date))
        or not isinstance(read, bool)
    ):
        raise BadEdition(
            f"{where}: version {name}: dates must be dates and read must be true or false"
        )
    articles = table.get("articles")
    if not isinstance(articles, dict) or not all(
        isinstance(number, int) for number in articles.values()
    ):
        raise BadEdition(f"{where}: version {name}: articles must give numbers")
    return LawVersion(name, start, end, read, articles)
