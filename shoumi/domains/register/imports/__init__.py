"""An older register of secrets as a table: in with its true dates, out to be edited, in again."""

from shoumi.domains.register.imports.ledger import LEDGER
from shoumi.domains.register.imports.listing import ledger

__all__ = ["LEDGER", "ledger"]
