"""Opening and closing a meeting (5.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.items import VOTE_OPEN
from shoumi.domains.committee.documents.declared import SIGN_IN
from shoumi.domains.committee.documents.notice import sign_in_sheet
from shoumi.domains.committee.duties import MINUTES
from shoumi.domains.committee.membership import members
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting, Vote
from shoumi.domains.committee.rules.counting import is_quorate
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.domains.committee.rules.timing import minutes_due
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.moves import move
from shoumi.kernel.tasks import duties
from shoumi.kernel.tasks.actions import fall_due
from shoumi.kernel.tasks.calendar import work_calendar

NOT_YET = Reason("not_yet", _("It is opened on its day, not before."))
NO_REVIEW = Reason(
    "no_review", _("Lay the assessment of the regime before the meeting first: it reviews it.")
)
STILL_TIME = Reason("still_time", _("Not all have answered, and the last day has not passed yet."))
DECIDED = Reason("carried", _("A vote was carried. Adopt its resolution first."))


def too_few(present: int, quorum: int) -> Reason:
    text = _("Too few members are there: %(present)s, and %(quorum)s are needed.")
    return Reason("no_quorum", text % {"present": present, "quorum": quorum})


@action("committee.open_session", label=_("Open the meeting"), clauses=("4.4", "5.1"),
        step="committee.open_session")  # fmt: skip
def open_session(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Only when as many members are there as the quorum asks; the yearly work meeting with the
    assessment of the regime before it. Raises Refused."""
    day = local_day(at)
    if meeting.starts_at is not None and day < local_day(meeting.starts_at):
        raise Refused(NOT_YET)
    if meeting.form == Meeting.Form.YEARLY and meeting.review_id is None:
        raise Refused(NO_REVIEW)
    seated = {one.pk for one in members(meeting.entity, day)}
    rows = meeting.attendances.voting().present().filter(person_id__in=seated)
    meeting.present = rows.count()
    if not is_quorate(meeting.present, meeting.quorum):
        raise Refused(too_few(meeting.present, meeting.quorum))
    meeting.session_on = day
    move(meeting, MEETING, "committee.open_session", by=by, at=at)
    return meeting


@action("committee.close_session", label=_("Close the meeting"), clauses=("5.1",),
        step="committee.close_session")  # fmt: skip
def close_session(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """What is open still is carried over; the minutes fall due in five working days. Raises
    Refused while a vote is open, or carried and not adopted."""
    day = local_day(at)
    _require_votes_done(meeting)
    for item in meeting.items.filter(state=AgendaItem.State.OPEN):
        item.state = AgendaItem.State.CARRIED_OVER
        item.version += 1
        item.save()
    if meeting.is_written:
        answered = meeting.attendances.voting().present().count()
        _require_answers(meeting, answered, day)
        meeting.present = answered
    for row in meeting.attendances.filter(state=Attendance.State.INVITED):
        row.state = Attendance.State.ABSENT
        row.version += 1
        row.save()
    meeting.due_on = minutes_due(day, work_calendar())
    move(meeting, MEETING, "committee.close_session", by=by, at=at)
    falling = duties.Falling(meeting, day, meeting.recorder, meeting.entity, meeting.due_on)
    fall_due(duty=duties.find(MINUTES), falling=falling, by=HOUSE, at=at)
    return meeting


def _require_votes_done(meeting: Meeting) -> None:
    votes = Vote.objects.filter(item__meeting=meeting, item__state=AgendaItem.State.OPEN)
    if votes.filter(state=Vote.State.OPEN).exists():
        raise Refused(VOTE_OPEN)
    if votes.filter(state=Vote.State.ADOPTED).exists():
        raise Refused(DECIDED)


def _require_answers(meeting: Meeting, answered: int, day: date) -> None:
    is_over = meeting.answers_by is not None and day > meeting.answers_by
    if answered < meeting.seats and not is_over:
        raise Refused(STILL_TIME)


@action("committee.issue_sign_in_sheet", label=_("Print the sign-in sheet"), clauses=("5.1",),
        step="committee.issue_sign_in_sheet")  # fmt: skip
def issue_sign_in_sheet(meeting: Meeting, *, by: Actor, at: datetime) -> IssuedDocument:
    """For a meeting at which people sign on paper. Raises Refused, Sealed, DiskFull."""
    move(meeting, MEETING, "committee.issue_sign_in_sheet", by=by, at=at)
    paper = sign_in_sheet(meeting, at=at, language="zh-hans")
    return papers.issue(meeting, paper=paper, form=SIGN_IN.code, by=by, at=at)
