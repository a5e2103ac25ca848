"""The screens of the notices."""

from shoumi.domains.notices.views.listing import (
    ask,
    circulars,
    draft_bulletin,
    draft_circular,
    received,
    reports,
    requests,
    sharing,
)

__all__ = [
    "ask",
    "circulars",
    "draft_bulletin",
    "draft_circular",
    "received",
    "reports",
    "requests",
    "sharing",
]
