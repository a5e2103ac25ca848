"""Who circulates, who reports, who asks and answers."""

from shoumi.domains.notices.access import circulars, cooperation, reports

__all__ = ["circulars", "cooperation", "reports"]
