"""Papers of the committee, of its meetings and of its seats."""

from shoumi.domains.committee.documents import declared

__all__ = ["declared"]
