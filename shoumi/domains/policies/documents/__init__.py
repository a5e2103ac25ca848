"""Papers of the rules: editions as published, interpretations, sheets to sign."""

from shoumi.domains.policies.documents.declared import EDITION, INTERPRETATION, SIGNATURE_SHEET

__all__ = ["EDITION", "INTERPRETATION", "SIGNATURE_SHEET"]
