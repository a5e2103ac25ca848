"""Who knew what when: everybody who could, and everybody who did, on any day (4.2, 6.2).

Could: named in the audience on that day, by person, post or unit, named for emergencies, or holding
a grant in its window. Did: opened a version, opened the sealed texts, or had a carrier in hand by
that day, older paper included.
"""

from shoumi.domains.vault.exposure.answers import what_was_known, who_knew
from shoumi.domains.vault.exposure.outside import Outsider, who_knew_outside
from shoumi.domains.vault.exposure.values import Could, Did, Knower

__all__ = [
    "Could",
    "Did",
    "Knower",
    "Outsider",
    "what_was_known",
    "who_knew",
    "who_knew_outside",
]
