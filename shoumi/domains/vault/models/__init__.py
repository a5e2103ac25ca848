"""Carriers, versions and hand-overs; grants and disclosures; uses and the pages shown."""

from shoumi.domains.vault.models.budget import DailyBudget
from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.destruction import Destroyed, Destruction
from shoumi.domains.vault.models.disclosure import Disclosure
from shoumi.domains.vault.models.emergency import Delegation, Emergency
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.screening import Screening
from shoumi.domains.vault.models.stocktaking import Counted, Stocktaking
from shoumi.domains.vault.models.taken import TakenCopy
from shoumi.domains.vault.models.team import TeamMember, TeamRequest
from shoumi.domains.vault.models.use import PageShown, Use
from shoumi.domains.vault.models.viewing import ViewingCopy

__all__ = [
    "Carrier",
    "CarrierVersion",
    "Counted",
    "DailyBudget",
    "Delegation",
    "Destroyed",
    "Destruction",
    "Disclosure",
    "Emergency",
    "Grant",
    "Handover",
    "PageShown",
    "Screening",
    "Stocktaking",
    "TakenCopy",
    "TeamMember",
    "TeamRequest",
    "Use",
    "ViewingCopy",
]
