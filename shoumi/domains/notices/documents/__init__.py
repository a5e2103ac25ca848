"""Papers of the notices: circulars, sheets to sign, reports, bulletins, requests."""

from shoumi.domains.notices.documents.declared import (
    BULLETIN,
    CIRCULAR,
    REPORT,
    REQUEST,
    SIGNATURE_SHEET,
)

__all__ = ["BULLETIN", "CIRCULAR", "REPORT", "REQUEST", "SIGNATURE_SHEET"]
