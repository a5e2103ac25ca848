"""Checking a carrier out 检出: until it is checked in, nobody else puts a version in (4.8)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier
from shoumi.domains.vault.rules.counting import LOCKED_FOR, is_locked
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.records.moves import move

NOTHING_OUT = Reason("nothing_out", _("Nobody has it checked out."))


def require_unlocked(carrier: Carrier, by: Actor, at: datetime) -> None:
    """Raises Refused while somebody else has it checked out."""
    who, until = carrier.checked_out_by, carrier.checked_out_until
    if who is not None and is_locked(who.pk, until, by.pk, local_day(at)):
        text = _("%(who)s has it checked out until %(day)s. Wait, or let the office take the lock "
                 "over.") % {"who": who, "day": until}  # fmt: skip
        raise Refused(Reason("checked_out", text))


@action("vault.check_out", label=_("Check it out"), clauses=("4.8",), step="vault.check_out")
def check_out(carrier: Carrier, *, by: Actor, at: datetime) -> Carrier:
    """For a week only `by` puts a version in; again, for another week. Raises Refused, Invalid."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person checks it out."))
    if carrier.medium != Carrier.Medium.ELECTRONIC:
        raise Refused(Reason("not_electronic", _("Only an electronic carrier is checked out.")))
    require_unlocked(carrier, by, at)
    carrier.checked_out_by, carrier.checked_out_until = by, local_day(at) + LOCKED_FOR
    move(carrier, CARRIER, "vault.check_out", by=by, at=at)
    return carrier


@action("vault.check_in", label=_("Check it in"), clauses=("4.8",), step="vault.check_in")
def check_in(carrier: Carrier, *, by: Actor, at: datetime) -> Carrier:
    """Others may put versions in again. Raises Refused."""
    _unlock(carrier)
    move(carrier, CARRIER, "vault.check_in", by=by, at=at)
    return carrier


@action("vault.take_over", label=_("Take the lock over"), clauses=("4.8",), step="vault.take_over")
def take_over(carrier: Carrier, *, note: str, by: Actor, at: datetime) -> Carrier:
    """The office ends another's check-out. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that whoever had it knows."))
    if carrier.checked_out_by_id is None:
        raise Refused(NOTHING_OUT)
    _unlock(carrier)
    move(carrier, CARRIER, "vault.take_over", by=by, at=at, note=note)
    return carrier


def _unlock(carrier: Carrier) -> None:
    carrier.checked_out_by, carrier.checked_out_until = None, None
