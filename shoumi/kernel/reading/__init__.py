"""Reads a text that a company brings (.txt, .docx, .pdf) and cuts it into articles and clauses.

Plain values in and out: nothing here knows a database, a request or the clock.
"""

from shoumi.kernel.reading.extraction import extract_text
from shoumi.kernel.reading.read import read_clauses
from shoumi.kernel.reading.refusals import MAX_BYTES, MAX_CHARACTERS, Unreadable
from shoumi.kernel.reading.structure import (
    Article,
    Clause,
    ReadText,
    TextWarning,
    WholeArticle,
    WholeText,
)
from shoumi.kernel.reading.whole import read_articles

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Article",
    "Clause",
    "ReadText",
    "TextWarning",
    "Unreadable",
    "WholeArticle",
    "WholeText",
    "extract_text",
    "read_articles",
    "read_clauses",
]
