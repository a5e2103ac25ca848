"""How the records of the vault show themselves on the house's one record page."""

from shoumi.domains.vault.kind.ending import DESTRUCTIONS, STOCKTAKINGS
from shoumi.domains.vault.kind.holding import CARRIERS, DISCLOSURES, GRANTS, TEAMS

__all__ = ["CARRIERS", "DESTRUCTIONS", "DISCLOSURES", "GRANTS", "STOCKTAKINGS", "TEAMS"]
