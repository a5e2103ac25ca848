"""What falls due: the year's work meeting, minutes, resolutions."""

from shoumi.domains.committee.duties.checking import CHECK
from shoumi.domains.committee.duties.meetings import CARRY_OUT, MINUTES, YEARLY

__all__ = ["CARRY_OUT", "CHECK", "MINUTES", "YEARLY"]
