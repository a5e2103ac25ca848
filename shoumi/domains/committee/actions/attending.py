"""Who is asked to a meeting, who signs in, and who keeps out of a point (5.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access import runs
from shoumi.domains.committee.actions.session_states import locked_meeting, require_state
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting, Recusal, Vote
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import move, open_to

BEFORE_END = ("notified", "in_session")
NOT_YET = Reason("not_yet", _("One signs in on the day of the meeting."))
WRITTEN = Reason("written", _("In writing nobody signs in: answering counts as being there."))
VOTED = Reason("voted", _("Whoever has voted on this point can't keep out of it any more."))


@action("committee.invite", label=_("Ask somebody to sit in"), clauses=("5.1",),
        step="committee.invite")  # fmt: skip
def invite(meeting: Meeting, *, person: Person, by: Actor, at: datetime) -> Attendance:
    """Somebody who takes part without a vote 列席. Raises Refused, Invalid."""
    if not person.is_active(local_day(at)):
        raise Invalid("person", _("This person is not here any more."))
    if meeting.attendances.filter(person=person).exists():
        raise Invalid("person", _("This person is called already."))
    move(meeting, MEETING, "committee.invite", by=by, at=at)
    row = Attendance(meeting=meeting, person=person, is_voting=False)
    row.save()
    open_to(meeting, person, Capacity.KEEPS, because="invited", at=at)
    return row


@action("committee.sign_in", label=_("Sign in to the meeting"), clauses=("4.M1", "5.1"))
def sign_in(
    attendance: Attendance, *, in_the_room: bool = False, by: Actor, at: datetime
) -> Attendance:
    """Be there, by one's own hand, on the day; `in_the_room` says that the code shown there was
    read. Raises Refused."""
    meeting = _before_end(attendance)
    if meeting.starts_at is not None and local_day(at) < local_day(meeting.starts_at):
        raise Refused(NOT_YET)
    method = Attendance.Method.CODE if in_the_room else Attendance.Method.SELF
    _enter(attendance, Attendance.State.PRESENT, method, at)
    return attendance


@action("committee.record_attendance", label=_("Enter who is there"), clauses=("5.1",))
def record_attendance(attendance: Attendance, *, state: str, by: Actor, at: datetime) -> Attendance:
    """What the recorder sees: there, on leave, absent, left before the end. Raises Refused,
    Invalid."""
    _before_end(attendance)
    if state not in Attendance.State.values or state == Attendance.State.INVITED:
        raise Invalid("state", _("Choose one of the answers offered."))
    _enter(attendance, state, Attendance.Method.RECORDER, at)
    return attendance


def _before_end(attendance: Attendance) -> Meeting:
    meeting = locked_meeting(attendance.meeting_id)
    require_state(meeting, *BEFORE_END)
    if meeting.is_written:
        raise Refused(WRITTEN)
    return meeting


def _enter(attendance: Attendance, state: str, method: str, at: datetime) -> None:
    attendance.state, attendance.method = state, method
    if state == Attendance.State.PRESENT:
        attendance.signed_in_at = at
    attendance.save()


@action("committee.recuse", label=_("Keep out of this point"), clauses=("5.1",), reads=True)
def recuse(item: AgendaItem, *, person: Person, reason: str, by: Actor, at: datetime) -> Recusal:
    """Out of the count and without a vote on this point, until it is settled. Raises Refused,
    Invalid."""
    meeting = locked_meeting(item.meeting_id)
    require_state(meeting, *BEFORE_END)
    if person.pk != by.pk and not runs(by, meeting, at):
        raise Invalid("person", _("You may say this only of yourself."))
    if not meeting.attendances.voting().filter(person=person).exists():
        raise Invalid("person", _("This person has no vote in this meeting."))
    reason = require_said("reason", reason, 200, _("Say why."))
    if item.recusals.filter(person=person).exists():
        raise Invalid("person", _("This person keeps out of this point already."))
    given = Vote.objects.filter(item=item, ballots__person=person, ballots__cast_at__isnull=False)
    if given.filter(state=Vote.State.OPEN).exists():
        raise Refused(VOTED)
    row = Recusal(item=item, person=person, reason=reason, at=at)
    row.save()
    return row
