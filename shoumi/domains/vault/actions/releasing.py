"""Opening what may be opened: a carrier of a declassified secret is released (2.2, 4.2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Refused, action, require_said
from shoumi.kernel.records.moves import move

STILL_SECRET = Reason(
    "still_secret", _("Its secret is not declassified. Only then its carriers are released.")
)
RELEASED = Reason("released", _("It is released already."))


@action("vault.release", label=_("Release it"), clauses=("4.2", "2.2"), step="vault.release")
def release(carrier: Carrier, *, note: str, by: Actor, at: datetime) -> Carrier:
    """From now on whoever sees its entry opens it without a grant; each look is still entered, and
    its pages say that it was released. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why it may be opened."))
    if carrier.secret.state != "declassified":
        raise Refused(STILL_SECRET)
    if carrier.released_on is not None:
        raise Refused(RELEASED)
    carrier.released_on = local_day(at)
    move(carrier, CARRIER, "vault.release", by=by, at=at, note=note)
    return carrier
