"""Papers of the vault: certificates of destruction, hand-over slips, the ledger, stocktaking."""

from shoumi.domains.vault.documents.declared import CARRIER_LABEL, CERTIFICATE, COUNT_SHEET, SLIP

__all__ = ["CARRIER_LABEL", "CERTIFICATE", "COUNT_SHEET", "SLIP"]
