"""Taking out the list of who knew what when."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action(
    "vault.export_exposure", label=_("Take out who knew what when"), clauses=("4.2", "6.2"),
    reads=True,
)  # fmt: skip
def export_exposure(secret: TradeSecret, *, day: date, by: Actor, at: datetime) -> TradeSecret:
    """That the list of a day was taken out is entered. Raises Refused."""
    ledger.remark(day=day.isoformat())
    return secret
