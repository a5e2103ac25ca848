"""Carriers with their versions, what was found in these, and hand-overs; grants; uses and the
pages that were shown."""

from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.screening import Screening
from shoumi.domains.vault.models.use import PageShown, Use

__all__ = ["Carrier", "CarrierVersion", "Grant", "Handover", "PageShown", "Screening", "Use"]
