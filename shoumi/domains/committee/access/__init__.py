"""Who convenes, records, votes, signs, and follows up."""

from shoumi.domains.committee.access import checking, following, meeting, voting
from shoumi.domains.committee.access.meeting import runs

__all__ = ["checking", "following", "meeting", "runs", "voting"]
