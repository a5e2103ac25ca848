"""Appointing to a seat with a letter, ending it, and the fields that it stands for (3.1, 3.3)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.nominating import (
    candidate,
    holders_within,
    require_no_objection,
)
from shoumi.domains.committee.documents.declared import LETTER
from shoumi.domains.committee.documents.letter import letter
from shoumi.domains.committee.models import Field, Nomination, SeatEnding, SeatField
from shoumi.domains.committee.rules.appointing import OF_ONE
from shoumi.domains.committee.rules.seat_flows import NOMINATION
from shoumi.domains.committee.seating import HELD
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts import actions as accounts
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import move, open_to

NO_SEAT = Reason("no_seat", _("This is no seat of the committee. End it with the organisation."))
GONE = Reason("gone", _("This person is not here today; appoint him on the first day or later."))


@action("committee.appoint", label=_("Appoint"), clauses=("3.1",), step="committee.appoint")
def appoint(
    nomination: Nomination, *, passes_on: bool = False, by: Actor, at: datetime
) -> Nomination:
    """Appoint from the day proposed, with a letter that the person confirms; with `passes_on`
    whoever holds the seat leaves it the day before. Raises Refused, Invalid, Sealed, DiskFull."""
    person, unit = nomination.person, nomination.org_unit
    first, end = nomination.from_on, nomination.until_on
    if not person.is_active(local_day(at)):
        raise Refused(GONE)
    require_no_objection(candidate(person, nomination.role, unit, first, end, passes_on=passes_on))
    if nomination.role in OF_ONE:
        _make_room(nomination, by, at)
    move(nomination, NOMINATION, "committee.appoint", by=by, at=at)
    open_to(nomination, person, Capacity.KEEPS, because="appointed", at=at)
    nomination.letter = papers.issue(
        nomination, paper=letter(nomination, at=at, language="zh-hans"), form=LETTER.code, by=by,
        at=at,
    )  # fmt: skip
    nomination.appointment = accounts.appoint(
        person=person, post=_post(unit, nomination.role, at), from_on=first, until_on=end,
        letter=nomination.letter.number, by=HOUSE, at=at,
    )  # fmt: skip
    nomination.save()
    _tag(nomination.appointment, nomination.tags, first, at)
    send(nomination, people=[person], act=Act.ACKNOWLEDGE, document=nomination.letter, by=by, at=at)
    return nomination


def _make_room(nomination: Nomination, by: Actor, at: datetime) -> None:
    told = {"number": nomination.number}
    with override("zh-hans"):
        because = gettext("The seat passes on by %(number)s.") % told
    first, end = nomination.from_on, nomination.until_on
    for one in holders_within(nomination.role, nomination.org_unit, first, end):
        accounts.end_appointment(one, on=first, by=HOUSE, at=at)
        _leave(one, first, because, by, at)


def _post(unit: OrgUnit, role: str, at: datetime) -> Post:
    post = Post.objects.filter(org_unit=unit, role=role, ended_on__isnull=True).first()
    return post or accounts.add_post(org_unit=unit, role=role, by=HOUSE, at=at)


@action("committee.end_seat", label=_("End the appointment to the seat"), clauses=("3.1",))
def end_seat(
    appointment: Appointment, *, on: date, because: str, by: Actor, at: datetime
) -> Appointment:
    """From that day on the seat is held no more; that it was held, and why it ended, stays. Raises
    Refused, Invalid."""
    because = require_said("because", because, 300, _("Say why, so that the other side knows."))
    if appointment.post.role not in HELD:
        raise Refused(NO_SEAT)
    appointment.save()
    accounts.end_appointment(appointment, on=on, by=HOUSE, at=at)
    _leave(appointment, on, because, by, at)
    return appointment


def _leave(appointment: Appointment, on: date, because: str, by: Actor, at: datetime) -> None:
    SeatEnding(
        appointment=appointment, on=on, because=because, recorded_at=at,
        by=by if isinstance(by, Person) else None,
    ).save()  # fmt: skip
    for nomination in Nomination.objects.filter(appointment=appointment, state="appointed"):
        nomination.version += 1
        move(nomination, NOMINATION, "left", by=by, at=at, on=on, note=because)


@action(
    "committee.note_departure", label=_("Note that a seat was left"), clauses=("3.1",), quiet=True
)
def note_departure(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """The appointment was ended with the organisation, or its time is over: the calendar's work.
    Raises Refused before that."""
    ended = nomination.appointment.until_on if nomination.appointment is not None else None
    if ended is None or ended > local_day(at):
        raise Refused(Reason("in_office", _("The seat is held still.")))
    move(nomination, NOMINATION, "left", by=by, at=at, on=ended)
    return nomination


@action("committee.tag_seat", label=_("Say which fields the seat stands for"), clauses=("3.3",))
def tag_seat(
    appointment: Appointment, *, tags: Sequence[str], by: Actor, at: datetime
) -> Appointment:
    """From today on; what it stood for before stays known. Raises Refused, Invalid."""
    if any(one not in Field.values for one in tags):
        raise Invalid("tags", _("Choose among the fields offered."))
    if appointment.post.role not in HELD:
        raise Refused(NO_SEAT)
    day = local_day(at)
    standing = SeatField.objects.at(day).filter(appointment=appointment)
    for one in standing.exclude(field__in=list(tags)):
        one.version += 1
        one.until_on = day
        one.save()
    kept = set(standing.values_list("field", flat=True))
    _tag(appointment, [one for one in tags if one not in kept], max(day, appointment.from_on), at)
    return appointment


def _tag(appointment: Appointment, tags: Sequence[str], first: date, at: datetime) -> None:
    for one in sorted(set(tags)):
        SeatField(appointment=appointment, field=one, from_on=first, recorded_at=at).save()
