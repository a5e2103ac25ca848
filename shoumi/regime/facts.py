"""What is asked of an edition's state by screens and acts."""

from shoumi.kernel.approvals import bodies
from shoumi.regime.models import Edition


def is_before_committee(edition: Edition) -> bool:
    """Whether it waits for a resolution of the committee now."""
    return bodies.waiting().filter(record_id=edition.pk).exists()
