"""Papers of the committee: notice, sign-in sheet, minutes, resolution."""

from shoumi.domains.committee.documents import declared

__all__ = ["declared"]
