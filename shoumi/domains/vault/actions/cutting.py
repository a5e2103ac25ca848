"""Breaking off what runs on after the right to it has gone (6.2)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier, Use
from shoumi.domains.vault.rules.deciding import COUNTED, NO_GRANT
from shoumi.kernel.access import Actor, Reason, decide
from shoumi.kernel.actions import action
from shoumi.kernel.activity import ledger


@action("vault.break_off", label=_("Break off a download"), clauses=("6.2",), reads=True)
def break_off(
    carrier: Carrier, *, use: Use, sent: int, because: Sequence[Reason], by: Actor, at: datetime
) -> Use:
    """Enter that a download was cut after so many bytes, and why. Raises Refused."""
    reasons = " ".join(reason.code for reason in because)
    ledger.remark(use=use.number, sent=str(sent), reasons=reasons)
    return use


def against_going_on(use: Use, at: datetime) -> tuple[Reason, ...]:
    """Why what was begun may not go on: person, secret and grants as they are now.

    That it was counted as it began is no reason. `use` must have just been read.
    """
    if use.person is None:
        return (NO_GRANT,)
    reasons = decide(use.person, f"vault.{use.action}", use.version.carrier, at).because
    return tuple(one for one in reasons if one not in COUNTED)
