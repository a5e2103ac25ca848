"""Who keeps carriers, who asks for and gives grants, and who may open what a carrier holds."""

from shoumi.domains.vault.access import (
    carriers,
    counting,
    emergencies,
    exposure,
    granting,
    keeping,
    opening,
    outside,
)
from shoumi.domains.vault.access.counting import counts

__all__ = [
    "carriers",
    "counting",
    "counts",
    "emergencies",
    "exposure",
    "granting",
    "keeping",
    "opening",
    "outside",
]
