"""A reading as plain values: what `regime import --dry-run --format json` prints and its page
shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from shoumi.foundation.law import LawTable
from shoumi.kernel.reading.structure import ReadText, TextWarning
from shoumi.regime.reading.cautions import cautions
from shoumi.regime.reading.proposals import Proposal, propose


class ClauseReport(TypedDict):
    """One leaf clause and what is proposed for it."""

    id: str
    text: str
    controls: list[str]
    because: str


class ArticleReport(TypedDict):
    """One article; `opening` holds what stands before its items beside the title."""

    number: str
    title: str
    opening: str
    clauses: list[ClauseReport]


class ReadingReport(TypedDict):
    """A whole reading."""

    articles: list[ArticleReport]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read, with what is proposed for each clause (by id) and everything a person should
    look at.
    """

    regime: ReadText
    proposals: dict[str, Proposal]
    warnings: tuple[TextWarning, ...]

    def report(self, language: str) -> ReadingReport:
        """The reading in plain values, its sentences in `language`."""
        return {
            "articles": [
                {
                    "number": article.number,
                    "title": article.title,
                    "opening": article.opening,
                    "clauses": [
                        {
                            "id": clause.id,
                            "text": clause.text,
                            "controls": list(self.proposals[clause.id].controls),
                            "because": self.proposals[clause.id].because.said_in(language),
                        }
                        for clause in article.clauses
                    ],
                }
                for article in self.regime.articles
            ],
            "warnings": _said(self.warnings, language),
        }


def _said(warnings: Sequence[TextWarning], language: str) -> list[str]:
    return [
        f"{warning.clause}: {warning.message.said_in(language)}"
        if warning.clause
        else warning.message.said_in(language)
        for warning in warnings
    ]


def examine(regime: ReadText, laws: LawTable, on: date) -> Reading:
    """Propose controls for every clause and gather what to look at; `on` is the day whose law
    counts.
    """
    proposals = {clause.id: propose(clause) for clause in regime.clauses()}
    return Reading(regime, proposals, (*regime.warnings, *cautions(regime, laws, on)))
