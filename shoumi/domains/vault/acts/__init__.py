"""How each act of the vault is asked for: its form, what it says will happen, its button."""

from shoumi.domains.vault.acts import carriers, ending, granting, leaving

__all__ = ["carriers", "ending", "granting", "leaving"]
