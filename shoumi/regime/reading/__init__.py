"""Reads a company's own regime (.txt, .docx, .pdf) into articles and leaf clauses and proposes
their controls.

Plain values in and out: nothing here knows a database, a request or the clock.
"""

from shoumi.regime.reading.extraction import extract_text
from shoumi.regime.reading.proposals import Proposal, propose
from shoumi.regime.reading.read import read_regime
from shoumi.regime.reading.refusals import Unreadable
from shoumi.regime.reading.report import Reading, ReadingReport, examine
from shoumi.regime.reading.structure import Article, Clause, RegimeText, TextWarning

__all__ = [
    "Article",
    "Clause",
    "Proposal",
    "Reading",
    "ReadingReport",
    "RegimeText",
    "TextWarning",
    "Unreadable",
    "examine",
    "extract_text",
    "propose",
    "read_regime",
]
