"""Taking out the list of who knew what when: of a secret, and of a person."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
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


@action(
    "vault.export_known", label=_("Take out what a person knew"), clauses=("4.2", "6.2"),
    reads=True,
)  # fmt: skip
def export_known(person: Person, *, day: date, by: Actor, at: datetime) -> Person:
    """That a person's list of a day was taken out is entered. Raises Refused."""
    ledger.remark(day=day.isoformat())
    return person
