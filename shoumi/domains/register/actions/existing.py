"""The way in for what exists already: graded secrets with their true dates (4.2)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.intake import Existing, Intake
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import action


@action("register.enter_existing", label=_("Enter an existing secret"), clauses=("4.2", "7.3"))
def enter_existing(*, existing: Existing, by: Actor, at: datetime) -> TradeSecret:
    """Enter a secret that was graded before Shoumi: in force since its true date, recorded today.

    Raises Invalid, naming the field.
    """
    return Intake(by=by, at=at).enter([existing])[0]


@action(
    "register.enter_ledger_rows",
    label=_("Enter rows of an older register"),
    clauses=("4.2", "7.3"),
    quiet=True,
)
def enter_ledger_rows(*, rows: Sequence[Existing], by: Actor, at: datetime) -> list[TradeSecret]:
    """As `enter_existing`, for many at once under one entry of the log. Raises Invalid."""
    return Intake(by=by, at=at).enter(rows)
