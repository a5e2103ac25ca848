"""Passing a seat on, and asking a further signer. Deciding is the domain's own action."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_text
from shoumi.kernel.activity import ledger
from shoumi.kernel.approvals.asking import NOT_ASKED, OWN, seat_of
from shoumi.kernel.approvals.models import Approval, Seat, Step
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to


@action("approvals.transfer", label=_("Pass on to somebody else"), clauses=("4.2",))
def transfer(approval: Approval, *, to: Person, note: str, by: Actor, at: datetime) -> Approval:
    """Let another decide in one's place. Raises Refused, Invalid."""
    require_text("note", note, NOTE)
    seat = _own_seat(approval, by, at)
    if not note.strip():
        raise Invalid("note", _("Say why you pass it on."))
    _require_free(approval, seat.step, to, at, field="to")
    seat.left = True
    seat.save()
    _sit(approval, seat.step, to, by, at)
    ledger.remark(note=note.strip())
    return approval


@action("approvals.add_signer", label=_("Ask a further signer"), clauses=("4.2",))
def add_signer(
    approval: Approval, *, signer: Person, note: str = "", by: Actor, at: datetime
) -> Approval:
    """Ask one more person in the open step, who must agree as well: nobody whose agreement was
    needed before falls away by it. Raises Refused, Invalid."""
    require_text("note", note, NOTE)
    seat = _own_seat(approval, by, at)
    _require_free(approval, seat.step, signer, at, field="signer")
    if seat.step.mode == Step.Mode.ANY:
        _leave_it_to(seat)
    elif seat.step.mode == Step.Mode.QUORUM:
        seat.step.need += 1
        seat.step.save()
    _sit(approval, seat.step, signer, by, at)
    ledger.remark(note=note.strip())
    return approval


def _leave_it_to(seat: Seat) -> None:
    """Where any one sufficed, this one does it, and all asked from now on must agree."""
    for other in seat.step.seats.filter(left=False, decisions__isnull=True).exclude(pk=seat.pk):
        other.left = True
        other.save()
    seat.step.mode = Step.Mode.ALL
    seat.step.save()


def _own_seat(approval: Approval, by: Actor, at: datetime) -> Seat:
    seat = seat_of(approval, by, local_day(at))
    if seat is None:
        raise Refused(NOT_ASKED)
    return seat


def _require_free(
    approval: Approval, step: Step, person: Person, at: datetime, *, field: str
) -> None:
    if approval.asked_by_id == person.pk:
        raise Refused(OWN)
    if not person.is_active(local_day(at)):
        raise Invalid(field, _("This person is not here any more."))
    if step.seats.filter(person=person).exists():
        raise Refused(Reason("asked_already", _("This person is asked in this step already.")))


def _sit(approval: Approval, step: Step, person: Person, by: Actor, at: datetime) -> None:
    added_by = by if isinstance(by, Person) else None
    Seat(step=step, person=person, added_by=added_by).save()
    open_to(approval.record, person, Capacity.DECIDES, because="approval", at=at)
