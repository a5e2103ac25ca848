"""Carriers with versions, viewing copies and hand-overs; grants; uses and the pages shown."""

from shoumi.domains.vault.models.carrier import Carrier, CarrierVersion, Handover
from shoumi.domains.vault.models.grant import Grant
from shoumi.domains.vault.models.use import PageShown, Use
from shoumi.domains.vault.models.viewing import ViewingCopy

__all__ = ["Carrier", "CarrierVersion", "Grant", "Handover", "PageShown", "Use", "ViewingCopy"]
