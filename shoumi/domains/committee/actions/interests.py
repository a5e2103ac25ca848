"""Interests of one's own, declared before they meet a point of an agenda (4.M2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.membership import director_and_office
from shoumi.domains.committee.models import Interest
from shoumi.domains.committee.rules.seat_flows import INTEREST
from shoumi.domains.committee.seating import HELD, seating
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number

NAMES = 200
NO_SEAT = Reason("no_seat", _("Only who holds a seat of the committee declares interests here."))


@action("committee.declare_interest", label=_("Declare an interest"), clauses=("4.M2",))
def declare_interest(
    *,
    text: str,
    names: str = "",
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Interest:
    """With whom or in what somebody in a seat has an interest of his own; the office and the
    director read it. Raises Refused, Invalid."""
    text = require_said("text", text, NOTE, _("Say with whom or in what, in plain words."))
    require_text("names", names, NAMES)
    day = local_day(at)
    if until_on is not None and until_on <= max(from_on, day):
        raise Invalid("until_on", _("The last day must not lie before the first, nor in the past."))
    if not isinstance(by, Person):
        raise Refused(NO_SEAT)
    found = seating(day)
    seats = Appointment.objects.at(day).filter(person=by, post__role__in=HELD)
    seat = seats.select_related("post__org_unit").order_by("post__org_unit__path").first()
    entity = found.committee_of(seat.post.org_unit) if seat is not None else None
    if entity is None:
        raise Refused(NO_SEAT)
    interest = Interest(
        kind="interest", number=next_number(entity, "interest", "密申", day.year),
        title=by.name, entity=entity, org_unit=entity, owner=by, clause="4.M2", person=by,
        text=text, names=names.strip(), from_on=from_on, until_on=until_on,
    )  # fmt: skip
    begin(interest, INTEREST, step="committee.declare_interest", by=by, at=at)
    open_to(interest, by, Capacity.KEEPS, because="declared", at=at)
    for post in director_and_office(entity):
        open_to(interest, post, Capacity.KEEPS, because="committee", at=at)
    return interest


@action(
    "committee.end_interest", label=_("Say that it has ended"), clauses=("4.M2",),
    step="committee.end_interest",
)  # fmt: skip
def end_interest(interest: Interest, *, on: date, by: Actor, at: datetime) -> Interest:
    """From that day on it stands no more; that it stood until then stays. Raises Refused,
    Invalid."""
    if not interest.from_on <= on <= local_day(at):
        raise Invalid("on", _("The day lies after the first day, and not in the future."))
    interest.until_on = on
    move(interest, INTEREST, "committee.end_interest", by=by, at=at, on=on)
    return interest
