"""What reading a text yields: articles, leaf clauses, and what a person should look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from shoumi.foundation.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class TextWarning:
    """Something in the text that a person should look at; `clause` is empty when it concerns the
    whole text.
    """

    code: str
    clause: str
    message: Bilingual


@dataclass(frozen=True, slots=True)
class Clause:
    """A leaf clause: its stable id (`2.1`, `4.M1`), its words, and the headings and lead-in it
    stands under.
    """

    id: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its number as an id begins with it, its title, the words before its items, its
    leaf clauses.
    """

    number: str
    title: str
    opening: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A company's text as read."""

    preamble: str
    articles: tuple[Article, ...]
    warnings: tuple[TextWarning, ...]

    def clauses(self) -> Iterator[Clause]:
        """Every leaf clause in order."""
        for article in self.articles:
            yield from article.clauses


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """An article in its own words, with the signs of its items: its label as it is numbered (`7`,
    `7-1` for 第七条之一, `2.1`), the heading of the chapter that begins with it, its title.
    """

    label: str
    chapter: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class WholeText:
    """A text in whole articles."""

    articles: tuple[WholeArticle, ...]
    warnings: tuple[TextWarning, ...]
