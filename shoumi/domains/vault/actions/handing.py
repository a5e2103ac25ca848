"""From hand to hand: lending, giving back, repair, handing over for good (4.8)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Carrier, Handover
from shoumi.domains.vault.rules.flows import CARRIER
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, action, require_said
from shoumi.kernel.records.moves import move

Kind = Handover.Kind


@action("vault.lend", label=_("Lend it"), clauses=("4.8",), step="vault.lend")
def lend(
    carrier: Carrier, *, to: Person, purpose: str, back_by: date, by: Actor, at: datetime
) -> Carrier:
    """Lend a carrier to somebody until a day; he confirms that he has it. Raises Refused,
    Invalid."""
    purpose = _said_purpose(purpose)
    _require_return(back_by, at)
    _require_here(to, at)
    hand(carrier, Kind.LENT, carrier.holder, to, purpose, by, at, back_by=back_by)
    carrier.due_on = back_by
    move(carrier, CARRIER, "vault.lend", by=by, at=at)
    return carrier


@action("vault.give_back", label=_("Take it back"), clauses=("4.8",), step="vault.give_back")
def give_back(carrier: Carrier, *, whereabouts: str, by: Actor, at: datetime) -> Carrier:
    """Whoever keeps it has it back, at the place named. Raises Refused, Invalid."""
    carrier.due_on, carrier.whereabouts = None, _said_place(whereabouts)
    lent = carrier.handovers.filter(kind=Kind.LENT).first()
    back = by if isinstance(by, Person) else None
    hand(carrier, Kind.RETURNED, lent.to_person if lent else None, back, "", by, at)
    move(carrier, CARRIER, "vault.give_back", by=by, at=at)
    return carrier


@action(
    "vault.send_to_repair", label=_("Send it to repair"), clauses=("4.8",),
    step="vault.send_to_repair",
)  # fmt: skip
def send_to_repair(
    carrier: Carrier, *, outside: str, purpose: str, back_by: date, by: Actor, at: datetime
) -> Carrier:
    """Send a carrier to a workshop. Raises Refused, Invalid."""
    purpose = _said_purpose(purpose)
    outside = require_said("outside", outside, 200, _("Say who repairs it, and where."))
    _require_return(back_by, at)
    hand(
        carrier, Kind.TO_REPAIR, carrier.holder, None, purpose, by, at,
        outside=outside, back_by=back_by,
    )  # fmt: skip
    carrier.due_on = back_by
    move(carrier, CARRIER, "vault.send_to_repair", by=by, at=at)
    return carrier


@action(
    "vault.back_from_repair", label=_("Back from repair"), clauses=("4.8",),
    step="vault.back_from_repair",
)  # fmt: skip
def back_from_repair(carrier: Carrier, *, whereabouts: str, by: Actor, at: datetime) -> Carrier:
    """It is back with its holder, at the place named. Raises Refused, Invalid."""
    carrier.due_on, carrier.whereabouts = None, _said_place(whereabouts)
    hand(carrier, Kind.FROM_REPAIR, None, carrier.holder, "", by, at)
    move(carrier, CARRIER, "vault.back_from_repair", by=by, at=at)
    return carrier


@action(
    "vault.hand_over", label=_("Hand it over for good"), clauses=("4.8",), step="vault.hand_over"
)
def hand_over(
    carrier: Carrier, *, to: Person, whereabouts: str, purpose: str, by: Actor, at: datetime
) -> Carrier:
    """Another person keeps it from now on. Raises Refused, Invalid."""
    purpose, place = _said_purpose(purpose), _said_place(whereabouts)
    _require_here(to, at)
    hand(carrier, Kind.MOVED, carrier.holder, to, purpose, by, at)
    carrier.holder, carrier.owner, carrier.whereabouts = to, to, place
    move(carrier, CARRIER, "vault.hand_over", by=by, at=at)
    return carrier


def hand(
    carrier: Carrier,
    kind: str,
    source: Person | None,
    to: Person | None,
    purpose: str,
    by: Actor,
    at: datetime,
    *,
    outside: str = "",
    back_by: date | None = None,
) -> None:
    """Write down one hand-over; whoever enters what he himself received has confirmed it with
    that."""
    Handover(
        carrier=carrier,
        kind=kind,
        from_person=source,
        to_person=to,
        to_outside=outside,
        on=local_day(at),
        back_by=back_by,
        purpose=purpose,
        recorded_by=by if isinstance(by, Person) else None,
        recorded_at=at,
        confirmed_at=at if to is not None and to.pk == by.pk else None,
    ).save()


def _said_purpose(purpose: str) -> str:
    return require_said("purpose", purpose, NOTE, _("Say what for."))


def _said_place(whereabouts: str) -> str:
    lacking = _("Say where it is: a folder, a cabinet, a machine.")
    return require_said("whereabouts", whereabouts, 200, lacking)


def _require_return(back_by: date, at: datetime) -> None:
    if back_by < local_day(at):
        raise Invalid("back_by", _("The day of return can't lie in the past."))


def _require_here(person: Person, at: datetime) -> None:
    if not person.is_active(local_day(at)):
        raise Invalid("to", _("This person is no longer with the company."))
