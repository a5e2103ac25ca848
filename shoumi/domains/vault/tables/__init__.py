"""The lists of the vault, and what of each a person may see."""

from shoumi.domains.vault.tables.ending import (
    Destructions,
    Stocktakings,
    destructions,
    stocktakings,
)
from shoumi.domains.vault.tables.holding import SHOWN, Disclosures, visible

__all__ = [
    "SHOWN",
    "Destructions",
    "Disclosures",
    "Stocktakings",
    "destructions",
    "stocktakings",
    "visible",
]
