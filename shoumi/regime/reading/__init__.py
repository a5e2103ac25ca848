"""Proposes controls for the clauses of a company's own regime, and tells what to look at in it.

Plain values in and out: nothing here knows a database, a request or the clock.
"""

from shoumi.regime.reading.proposals import Proposal, propose
from shoumi.regime.reading.report import Reading, ReadingReport, examine

__all__ = ["Proposal", "Reading", "ReadingReport", "examine", "propose"]
