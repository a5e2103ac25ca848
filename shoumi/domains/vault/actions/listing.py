"""Taking the ledger of carriers out, on paper or as a table."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action("vault.print_ledger", label=_("Take the ledger out"), clauses=("4.8",))
def print_ledger(
    *, form: str, narrowed_by: str, fingerprint: str = "", by: Actor, at: datetime
) -> None:
    """That the ledger was taken out is entered: as what, how narrowed, and the hash in the paper's
    footer. Raises Refused."""
    ledger.remark(form=form, narrowed_by=narrowed_by, fingerprint=fingerprint)
