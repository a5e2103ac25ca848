"""Sending, opening, answering, lapsing."""

from shoumi.kernel.delivery.actions.answering import (
    acknowledge,
    acknowledge_on_paper,
    decline,
    open_receipt,
)
from shoumi.kernel.delivery.actions.sending import expire, send

__all__ = ["acknowledge", "acknowledge_on_paper", "decline", "expire", "open_receipt", "send"]
