"""What falls due: the year's work meeting, minutes, resolutions, seats, undertakings, opinions."""

from shoumi.domains.committee.duties.checking import CHECK
from shoumi.domains.committee.duties.meetings import CARRY_OUT, MINUTES, YEARLY
from shoumi.domains.committee.duties.seats import COLLECT, FILL, GIVE, OPEN

__all__ = ["CARRY_OUT", "CHECK", "COLLECT", "FILL", "GIVE", "MINUTES", "OPEN", "YEARLY"]
