"""Carriers with their versions and hand-overs; grants; uses and the pages that were shown."""

from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.use import PageShown, Use

__all__ = ["Carrier", "CarrierVersion", "Grant", "Handover", "PageShown", "Use"]
