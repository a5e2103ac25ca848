"""What the register of trade secrets stores."""

from shoumi.domains.register.models.campaign import Campaign, CampaignAnswer, NamedSecret
from shoumi.domains.register.models.changes import Change, Review
from shoumi.domains.register.models.content import (
    CarrierPlace,
    Grounds,
    Measure,
    SecretPoint,
)
from shoumi.domains.register.models.governing import GradingStandard, ScopeEntry
from shoumi.domains.register.models.grades import Grade
from shoumi.domains.register.models.secret import TradeSecret

__all__ = [
    "Campaign",
    "CampaignAnswer",
    "CarrierPlace",
    "Change",
    "Grade",
    "GradingStandard",
    "Grounds",
    "Measure",
    "NamedSecret",
    "Review",
    "ScopeEntry",
    "SecretPoint",
    "TradeSecret",
]
