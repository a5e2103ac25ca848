"""Carriers with their versions and hand-overs; grants; uses and the pages that were shown."""

from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.destruction import Destroyed, Destruction
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.stocktaking import Counted, Stocktaking
from shoumi.domains.vault.models.use import PageShown, Use

__all__ = [
    "Carrier",
    "CarrierVersion",
    "Counted",
    "Destroyed",
    "Destruction",
    "Grant",
    "Handover",
    "PageShown",
    "Stocktaking",
    "Use",
]
