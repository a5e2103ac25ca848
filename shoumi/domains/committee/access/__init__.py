"""Who convenes, records, votes, signs, and follows up."""

from shoumi.domains.committee.access import following, meeting, opinions, seats, voting
from shoumi.domains.committee.access.meeting import runs

__all__ = ["following", "meeting", "opinions", "runs", "seats", "voting"]
