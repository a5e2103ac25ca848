"""An edition of the regime kept as a file: its articles, its leaf clauses, and what each asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.law import LawTable, load_laws
from shoumi.foundation.tables import BadEdition, Table, read_toml, tables, text, texts
from shoumi.regime.editions.catalogue import load_catalogue

_DEFAULT: Final = Path(__file__).with_name("default") / "edition.toml"
_LAW: Final = re.compile(r"\{law:([a-z0-9_]+(?:\.[a-z_]+)?)\}")


@dataclass(frozen=True, slots=True)
class EditionClause:
    """A leaf clause: bound to controls, or `asks_nothing` says why it asks none. `text` cites laws
    by key.
    """

    id: str
    title: Bilingual
    text: Bilingual
    controls: tuple[str, ...]
    asks_nothing: Bilingual | None

    def text_on(self, day: date, laws: LawTable) -> Bilingual:
        """The words with every law cited as it stands on that day."""
        cited = [(reference, laws.cite(reference, day)) for reference in _LAW.findall(self.text.en)]
        zh, en = self.text.zh, self.text.en
        for reference, citation in cited:
            zh, en = (
                words.replace(f"{{law:{reference}}}", said)
                for words, said in ((zh, citation.zh), (en, citation.en))
            )
        return Bilingual(zh, en)

    def laws_cited(self) -> tuple[str, ...]:
        """The keys of the laws this clause refers to."""
        return tuple(
            dict.fromkeys(reference.partition(".")[0] for reference in _LAW.findall(self.text.en))
        )


@dataclass(frozen=True, slots=True)
class EditionArticle:
    """An article of an edition."""

    number: str
    title: Bilingual
    clauses: tuple[EditionClause, ...]


@dataclass(frozen=True, slots=True)
class EditionText:
    """A whole edition."""

    key: str
    version: str
    title: Bilingual
    articles: tuple[EditionArticle, ...]

    def clauses(self) -> Iterator[EditionClause]:
        """Every leaf clause in order."""
        for article in self.articles:
            yield from article.clauses


@cache
def load_edition(path: Path = _DEFAULT) -> EditionText:
    """The edition in a file; raises BadEdition for an unknown control or law, an unbound clause or
    an id given twice.
    """
    table = read_toml(path)
    edition = EditionText(
        text(table, "key", path.name),
        text(table, "version", path.name),
        Bilingual.from_table(table.get("title"), path.name),
        tuple(_read_article(article, path.name) for article in tables(table, "article", path.name)),
    )
    ids = [clause.id for clause in edition.clauses()]
    if len(set(ids)) != len(ids):
        raise BadEdition(f"{path.name}: a clause id is given twice")
    for clause in edition.clauses():
        _check(clause, path.name)
    return edition


def _read_article(table: Table, file: str) -> EditionArticle:
    number = text(table, "number", file)
    where = f"{file}: article {number}"
    clauses = tuple(
        _read_clause(clause, number, where) for clause in tables(table, "clause", where)
    )
    return EditionArticle(number, Bilingual.from_table(table.get("title"), where), clauses)


def _read_clause(table: Table, article: str, where: str) -> EditionClause:
    key = text(table, "id", where)
    here = f"{where}: clause {key}"
    if key != article and not key.startswith(f"{article}."):
        raise BadEdition(f"{here}: the id does not begin with the article's number")
    nothing = table.get("asks_nothing")
    return EditionClause(
        key,
        Bilingual.from_table(table.get("title"), here),
        Bilingual.from_table(table.get("text"), here),
        texts(table, "controls", here),
        None if nothing is None else Bilingual.from_table(nothing, here),
    )


def _check(clause: EditionClause, file: str) -> None:
    where = f"{file}: clause {clause.id}"
    if bool(clause.controls) == (clause.asks_nothing is not None):
        raise BadEdition(f"{where}: must either name controls or say why it asks nothing")
    unknown = [control for control in clause.controls if control not in load_catalogue()]
    if unknown:
        raise BadEdition(f"{where}: unknown controls: {', '.join(unknown)}")
    if set(_LAW.findall(clause.text.zh)) != set(_LAW.findall(clause.text.en)):
        raise BadEdition(f"{where}: the two languages cite different laws")
    for law in clause.laws_cited():
        if law not in load_laws().laws:
            raise BadEdition(f"{where}: unknown law {law}")
