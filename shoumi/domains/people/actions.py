"""What is required is set; what persons hold is entered and ended."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.people import sources
from shoumi.domains.people.models import Qualification, Requirement
from shoumi.domains.people.rules import Kind
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said

NOT_KEPT = Reason(
    "not_kept",
    _("No part of this house keeps that yet, so nobody could hold it. It can be required as soon "
      "as one does."),
)  # fmt: skip
ENDED = Reason("ended", _("It ended already."))


@action("people.require", label=_("Say what is required"), clauses=("4.2", "4.3", "4.7"))
def require(
    *, kind: str, required: bool, from_on: date, because: str, by: Actor, at: datetime
) -> Requirement:
    """From that day on, everybody to whom content opens must hold it, or need no longer.

    Raises Refused where nothing keeps it yet, Invalid."""
    because = require_said(
        "because", because, NOTE, _("Say who decided this; it stays on the record.")
    )
    known = _kind(kind)
    if required and not sources.is_kept(known):
        raise Refused(NOT_KEPT)
    if from_on < local_day(at):
        raise Invalid("from_on", _("It can't have been required in the past. Choose a later day."))
    row = Requirement(
        kind=known, required=required, from_on=from_on, because=because,
        set_by=by if isinstance(by, Person) else None, set_at=at,
    )  # fmt: skip
    row.save()
    return row


@action("people.qualify", label=_("Enter what a person holds"), clauses=("4.3", "4.7"), reads=True)
def qualify(
    person: Person, *, kind: str, from_on: date, until_on: date | None = None, basis: str,
    by: Actor, at: datetime,
) -> Qualification:  # fmt: skip
    """A person holds something from a day to a day; `basis` names the record that proves it.

    Raises Refused, Invalid."""
    basis = require_said(
        "basis", basis, 200, _("Name what proves it: the agreement's number, the course.")
    )
    if until_on is not None and until_on < from_on:
        raise Invalid("until_on", _("The last day lies before the first."))
    row = Qualification(
        person=person, kind=_kind(kind), from_on=from_on, until_on=until_on, basis=basis,
        recorded_at=at,
    )  # fmt: skip
    row.save()
    return row


@action(
    "people.end_qualification", label=_("End what a person holds"), clauses=("4.3", "4.7"),
    reads=True,
)  # fmt: skip
def end_qualification(
    person: Person, *, qualification: Qualification, on: date, by: Actor, at: datetime
) -> Qualification:
    """From that day on it counts no more. Raises Refused, Invalid."""
    row = Qualification.objects.select_for_update().get(pk=qualification.pk, person=person)
    if row.ended_on is not None:
        raise Refused(ENDED)
    if on < max(row.from_on, local_day(at)):
        raise Invalid("on", _("It can't end before today or before it began."))
    row.ended_on = on
    row.save()
    return row


def _kind(kind: str) -> Kind:
    """Raises Invalid."""
    if kind not in set(Kind):
        raise Invalid("kind", _("This is nothing that can be required."))
    return Kind(kind)
