"""Holds the whole log against itself, against what was signed, and against the rows it answers for.

Keys and held heads come from the caller. Reads only, as one snapshot, in flat memory.
"""

from shoumi.kernel.activity.verification.findings import Finding, Kind
from shoumi.kernel.activity.verification.whole import Report, verify

__all__ = ["Finding", "Kind", "Report", "verify"]
