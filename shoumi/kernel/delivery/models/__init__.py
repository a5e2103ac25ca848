"""Dispatches and receipts, how each person is reached, and what is on its way out of the house."""

from shoumi.kernel.delivery.models.dispatches import (
    Act,
    Dispatch,
    DispatchQuerySet,
    Method,
    Receipt,
    ReceiptQuerySet,
)
from shoumi.kernel.delivery.models.outgoing import Outgoing, OutgoingQuerySet
from shoumi.kernel.delivery.models.reach import Reach

__all__ = [
    "Act",
    "Dispatch",
    "DispatchQuerySet",
    "Method",
    "Outgoing",
    "OutgoingQuerySet",
    "Reach",
    "Receipt",
    "ReceiptQuerySet",
]
