"""The mark that a paper of the vault bears: its secret's, while that is in force."""

from shoumi.domains.register.documents.marking import mark_in_force
from shoumi.domains.register.models import TradeSecret


def mark_of_secret(secret: TradeSecret) -> str:
    """In the language in use."""
    return mark_in_force(secret) if secret.is_live else ""
