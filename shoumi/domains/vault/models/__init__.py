"""Carriers with their versions and hand-overs; grants; uses and the pages that were shown."""

from shoumi.domains.vault.models.budget import DailyBudget
from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.emergency import Delegation, Emergency
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.taken import TakenCopy
from shoumi.domains.vault.models.team import TeamMember, TeamRequest
from shoumi.domains.vault.models.use import PageShown, Use

__all__ = [
    "Carrier",
    "CarrierVersion",
    "DailyBudget",
    "Delegation",
    "Emergency",
    "Grant",
    "Handover",
    "PageShown",
    "TakenCopy",
    "TeamMember",
    "TeamRequest",
    "Use",
]
