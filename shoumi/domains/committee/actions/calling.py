"""Calling a meeting: its agenda, the notice three working days before, moving and cancelling it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.votes import open_vote
from shoumi.domains.committee.documents.declared import NOTICE
from shoumi.domains.committee.documents.notice import notice
from shoumi.domains.committee.facts import (
    is_competent,
    is_listed,
    to_come_back,
    to_ratify,
    uncleared,
    waits,
)
from shoumi.domains.committee.membership import (
    convenes_for,
    members,
    seats_to_tell,
)
from shoumi.domains.committee.models import AgendaItem, Attendance, Meeting
from shoumi.domains.committee.rules.counting import quorum_of
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.domains.committee.rules.timing import earliest_start
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day, office_lead
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks.calendar import work_calendar

TITLE = 120
WORDING = 1000
NOT_WAITING = Reason("not_waiting", _("This does not wait for the committee now."))
LISTED = Reason("listed", _("This stands on an agenda already."))
OTHER_COMMITTEE = Reason("other_committee", _("Another committee is competent for this."))
NO_AGENDA = Reason("no_agenda", _("Nothing stands on the agenda yet."))
NO_SEATS = Reason("no_seats", _("Nobody holds a seat on this committee. Appoint members first."))


@dataclass(frozen=True)
class Appointed:
    """When and where a meeting is, or by which day it is to be answered in writing."""

    starts_at: datetime | None = None
    place: str = ""
    answers_by: date | None = None


@action("committee.call_meeting", label=_("Call a meeting"), clauses=("3.2", "5.1"))
def call_meeting(
    *,
    entity: OrgUnit,
    form: str,
    title: str,
    when: Appointed,
    chair: Person | None = None,
    recorder: Person | None = None,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Prepare a meeting; the office's head chairs and whoever calls it records, unless others are
    named. Unfinished points and interim decisions come on its agenda by themselves. Raises
    Refused, Invalid."""
    day = local_day(at)
    if not isinstance(by, Person) or entity not in convenes_for(by, at):
        raise Refused(OTHER_COMMITTEE)
    if form not in Meeting.Form.values:
        raise Invalid("form", _("Choose one of the kinds offered."))
    title = require_said("title", title, TITLE, _("Say what the meeting is."))
    _require_when(form, when, day)
    chair = chair or office_lead(entity, on=day) or by
    _require_here(day, chair=chair, recorder=recorder or by)
    meeting = Meeting(
        kind="meeting", number=next_number(entity, "meeting", "密会", day.year), title=title,
        entity=entity, org_unit=entity, owner=by, clause="5.1", form=form,
        starts_at=when.starts_at, place=when.place.strip(), answers_by=when.answers_by,
        chair=chair, recorder=recorder or by,
    )  # fmt: skip
    begin(meeting, MEETING, step="committee.call_meeting", by=by, at=at)
    for post in seats_to_tell(entity):
        open_to(meeting, post, Capacity.KEEPS, because="committee", at=at)
    for person in {meeting.chair, meeting.recorder}:
        open_to(meeting, person, Capacity.KEEPS, because="committee", at=at)
    _take_up(meeting)
    return meeting


def _require_when(form: str, when: Appointed, day: date) -> None:
    require_text("place", when.place, 200)
    if form == Meeting.Form.WRITTEN:
        if when.answers_by is None or when.answers_by <= day:
            raise Invalid("answers_by", _("Give a day to come, by which all answer."))
        return
    if when.starts_at is None or local_day(when.starts_at) < day:
        raise Invalid("starts_at", _("Give a time to come, at which it begins."))
    if not when.place.strip():
        raise Invalid("place", _("Say where it is held."))


def _require_here(day: date, **persons: Person) -> None:
    for field, person in persons.items():
        if not person.is_active(day):
            raise Invalid(field, _("This person is not here any more."))


def _take_up(meeting: Meeting) -> None:
    order = 0
    for old in to_come_back(meeting.entity):
        order += 1
        AgendaItem(
            meeting=meeting,
            order=order,
            title=old.title,
            matter=old.matter,
            wording=old.wording,
            proposer=old.proposer,
            carried_from=old,
        ).save()
    for interim in to_ratify(meeting.entity):
        order += 1
        AgendaItem(meeting=meeting, order=order, matter=interim).save()


@action("committee.put_on_agenda", label=_("Put on the agenda"), clauses=("5.1",),
        step="committee.put_on_agenda")  # fmt: skip
def put_on_agenda(
    meeting: Meeting,
    *,
    title: str = "",
    matter: Record | None = None,
    wording: str = "",
    proposer: Person | None = None,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """A point of its own, or what waits for this committee, with a draft of what is to be resolved.
    `proposer` asked for a point of its own and is told what becomes of it. Raises Refused,
    Invalid."""
    require_text("title", title, TITLE)
    require_text("wording", wording, WORDING)
    if matter is None:
        require_said("title", title, TITLE, _("Say what it is about."))
        if proposer is not None and not proposer.is_active(local_day(at)):
            raise Invalid("proposer", _("This person is not here any more."))
    elif proposer is not None:
        raise Invalid("proposer", _("Who asked for the matter is known: leave this empty."))
    elif waits(matter) is None:
        raise Refused(NOT_WAITING)
    elif is_listed(matter):
        raise Refused(LISTED)
    elif not is_competent(meeting.entity, matter, at):
        raise Refused(OTHER_COMMITTEE)
    move(meeting, MEETING, "committee.put_on_agenda", by=by, at=at)
    last = meeting.items.order_by("-order").values_list("order", flat=True).first() or 0
    item = AgendaItem(
        meeting=meeting,
        order=last + 1,
        title=title.strip(),
        matter=matter,
        wording=wording.strip(),
        proposer=proposer,
    )
    item.save()
    return item


@action("committee.notify", label=_("Give notice"), clauses=("5.1",), step="committee.notify")
def notify(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Count seats and quorum, and send the notice to all who hold a seat; three working days
    before, but for an extraordinary meeting. A vote in writing begins with it, at once on every
    point whose wording is there and that all may see. Raises Refused, Invalid, Sealed, DiskFull."""
    called = members(meeting.entity, local_day(at))
    if not called:
        raise Refused(NO_SEATS)
    if not meeting.items.exists():
        raise Refused(NO_AGENDA)
    _require_notice(meeting, at)
    meeting.seats, meeting.quorum = len(called), quorum_of(len(called))
    if meeting.is_written:
        meeting.session_on = local_day(at)
    move(meeting, MEETING, "circulated" if meeting.is_written else "committee.notify", by=by, at=at)
    for person in called:
        Attendance(meeting=meeting, person=person, is_voting=True).save()
    _tell(meeting, by, at)
    if meeting.is_written:
        _open_votes(meeting, by, at)
    return meeting


def _open_votes(meeting: Meeting, by: Actor, at: datetime) -> None:
    for item in meeting.items.exclude(wording="").select_related("matter"):
        if not uncleared(item, at):
            open_vote(item, text=item.wording, by=by, at=at)


def _require_notice(meeting: Meeting, at: datetime) -> None:
    day = local_day(at)
    if meeting.is_written:
        if meeting.answers_by is None or meeting.answers_by <= day:
            raise Refused(Reason("late", _("The day for answering has passed. Call it anew.")))
        return
    starts_at = meeting.starts_at
    if starts_at is None or starts_at <= at:
        raise Refused(Reason("late", _("The meeting would have begun already.")))
    first = earliest_start(day, work_calendar())
    if meeting.form != Meeting.Form.EXTRAORDINARY and local_day(starts_at) < first:
        text = _("Notice is given three working days before: hold it on %(day)s or later.")
        raise Refused(Reason("short_notice", text % {"day": first.isoformat()}))


def _tell(meeting: Meeting, by: Actor, at: datetime) -> None:
    """The notice as it stands now, to everybody who is called; it replaces the one before."""
    meeting.notice = papers.issue(
        meeting, paper=notice(meeting, at=at, language="zh-hans"), form=NOTICE.code,
        supersedes=meeting.notice, by=by, at=at,
    )  # fmt: skip
    meeting.save()
    people = [row.person for row in meeting.attendances.select_related("person")]
    send(meeting, people=people, act=Act.ACKNOWLEDGE, document=meeting.notice, by=by, at=at)


@action("committee.move_meeting", label=_("Move the meeting"), clauses=("5.1",),
        step="committee.move_meeting")  # fmt: skip
def move_meeting(
    meeting: Meeting, *, starts_at: datetime, place: str, note: str, by: Actor, at: datetime
) -> Meeting:
    """To another time or place; everybody is told anew, in time. Raises as `notify`."""
    when = Appointed(starts_at, place)
    _require_when(meeting.form, when, local_day(at))
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    meeting.starts_at, meeting.place = starts_at, place.strip()
    _require_notice(meeting, at)
    move(meeting, MEETING, "committee.move_meeting", by=by, at=at, note=note)
    _tell(meeting, by, at)
    return meeting


@action("committee.cancel_meeting", label=_("Cancel the meeting"), clauses=("5.1",),
        step="committee.cancel_meeting")  # fmt: skip
def cancel_meeting(meeting: Meeting, *, note: str, by: Actor, at: datetime) -> Meeting:
    """It is not held; its points come back on the next agenda. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    move(meeting, MEETING, "committee.cancel_meeting", by=by, at=at, note=note)
    for item in meeting.items.all():
        item.state = AgendaItem.State.CARRIED_OVER
        item.version += 1
        item.save()
    people = [row.person for row in meeting.attendances.select_related("person")]
    if people:
        send(meeting, people=people, act=Act.KNOW, by=by, at=at)
    return meeting
