"""What stands of the vault on the pages of other records."""

from shoumi.domains.vault.sections import destructions, holding

__all__ = ["destructions", "holding"]
