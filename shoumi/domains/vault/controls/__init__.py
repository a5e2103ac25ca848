"""What the vault proves of 4.2, 4.8 and 6.2."""

from shoumi.domains.vault.controls import content, stock

__all__ = ["content", "stock"]
