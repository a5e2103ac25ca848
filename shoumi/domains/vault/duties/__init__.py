"""What of the vault falls due: grants to confirm, emergencies to review, carriers to get back and
to count."""

from shoumi.domains.vault.duties import carriers, granting

__all__ = ["carriers", "granting"]
