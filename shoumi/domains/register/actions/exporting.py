"""The register leaves the house as a file: a disclosure, so it leaves a trace (4.2, 4.8)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action(
    "register.export_list",
    label=_("Take the list out as a file"),
    clauses=("4.2", "4.8"),
    reads=True,
)
def export_list(
    *, form: str, narrowed_by: str, fingerprint: str = "", by: Actor, at: datetime
) -> None:
    """Log that this person took the list as a file (`csv`, `xlsx`, `pdf`, `docx`), and how it was
    narrowed; `fingerprint` is the hash that a printed list bears in its footer.

    Raises Refused. The file holds only what this person sees.
    """
    ledger.remark(form=form, narrowed_by=narrowed_by)
    if fingerprint:
        ledger.remark(fingerprint=fingerprint)
