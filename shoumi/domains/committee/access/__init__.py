"""Who convenes, records, votes, signs, and follows up."""

from shoumi.domains.committee.access import (
    checking,
    following,
    meeting,
    opinions,
    seats,
    service,
    voting,
)
from shoumi.domains.committee.access.meeting import runs

__all__ = ["checking", "following", "meeting", "opinions", "runs", "seats", "service", "voting"]
