"""The table that every kind of record extends, and what stands beside each row of it."""

from shoumi.kernel.records.models.audience import Audience, Capacity
from shoumi.kernel.records.models.history import Sequence, Transition
from shoumi.kernel.records.models.record import Record, RecordQuerySet

__all__ = ["Audience", "Capacity", "Record", "RecordQuerySet", "Sequence", "Transition"]
