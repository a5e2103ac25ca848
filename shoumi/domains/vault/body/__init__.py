"""What the pages of the vault's records show to one reader."""

from shoumi.domains.vault.body.ending import destruction_body, stocktaking_body
from shoumi.domains.vault.body.holding import (
    carrier_body,
    disclosure_body,
    drop_area,
    ever_of,
    grant_body,
    team_body,
)

__all__ = [
    "carrier_body",
    "destruction_body",
    "disclosure_body",
    "drop_area",
    "ever_of",
    "grant_body",
    "stocktaking_body",
    "team_body",
]
