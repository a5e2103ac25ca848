"""Who calls a meeting and runs it, and who signs its minutes (3.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import AgendaItem, Meeting, Vote
from shoumi.domains.register.access import apart
from shoumi.kernel.access import Actor, Reason, rule
from shoumi.kernel.accounts.house import is_house
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.documents.access import permits

NOT_OFFICE = Reason("not_office", _("The committee's office does this. Ask it."))
NOT_RUNNING = Reason(
    "not_running", _("The office, and whoever chairs or records this meeting, does this.")
)
NOT_CHAIR = Reason(
    "not_chair", _("Whoever chaired this meeting or the director of the committee does this.")
)
WROTE_IT = Reason("wrote_it", _("Whoever wrote the minutes doesn't sign them; another must."))
NOT_DIRECTOR = Reason("not_director", _("Only the director of the committee decides meanwhile."))


def runs(actor: Actor, meeting: Any, at: datetime) -> bool:
    """The office, the chair and the recorder of this meeting."""
    named = actor.pk in {meeting.chair_id, meeting.recorder_id}
    return named or standing(actor, at).has_over(meeting.entity, *OFFICE)


def meeting_of(record: Any) -> Any:
    """The meeting that a point, a vote or an attendance belongs to."""
    if isinstance(record, Vote):
        return record.item.meeting
    return record if isinstance(record, Meeting) else record.meeting


@rule("committee.call_meeting", "committee.lay_before_director")
def the_office(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of which committee, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(*OFFICE):
        yield NOT_OFFICE


@rule(
    "committee.put_on_agenda",
    "committee.notify",
    "committee.move_meeting",
    "committee.cancel_meeting",
    "committee.invite",
    "committee.lay_review",
    "committee.issue_sign_in_sheet",
    "committee.open_session",
    "committee.close_session",
    "committee.record_attendance",
    "committee.note",
    "committee.settle",
    "committee.carry_over",
    "committee.clear_for_matter",
    "committee.open_vote",
    "committee.enter_paper_ballots",
    "committee.close_vote",
    "committee.adopt_resolution",
    "committee.draft_minutes",
    "committee.archive",
    "committee.circulate_minutes",
)
def those_who_run_it(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    yield from apart(actor, at)
    if not runs(actor, meeting_of(record), at):
        yield NOT_RUNNING


def _chairs(actor: Actor, meeting: Any, at: datetime) -> bool:
    director = standing(actor, at).has_at(meeting.entity, Role.CHAIR)
    return bool(meeting.chair_id == actor.pk or director)


@rule("committee.sign_minutes", "committee.correct_minutes")
def the_chair(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Two persons stand for minutes: who wrote them, and who signs."""
    yield from apart(actor, at)
    if not _chairs(actor, record, at):
        yield NOT_CHAIR
    if record.drafted_by_id == actor.pk:
        yield WROTE_IT


@rule("committee.decide_meanwhile")
def the_director(actor: Actor, record: Any, at: datetime) -> Iterator[Reason]:
    """Of which committee, the action asks."""
    yield from apart(actor, at)
    if not standing(actor, at).has(Role.CHAIR):
        yield NOT_DIRECTOR


@permits("meeting")
def papers_of_a_meeting(actor: Actor, act: str, record: Any, at: datetime) -> Iterator[Reason]:
    """Whoever sees the meeting reads its papers; those who run and who sign it issue and send."""
    if is_house(actor):
        return
    yield from apart(actor, at)
    meeting = Meeting.objects.get(pk=record.pk)
    if act != "documents.read" and not (runs(actor, meeting, at) or _chairs(actor, meeting, at)):
        yield NOT_RUNNING


@rule("committee.recuse")
def oneself_or_those_who_run_it(actor: Actor, record: AgendaItem, at: datetime) -> Iterator[Reason]:
    """For whom, the action asks."""
    yield from apart(actor, at)
    called = record.meeting.attendances.filter(person_id=actor.pk).exists()
    if not called and not runs(actor, record.meeting, at):
        yield NOT_RUNNING
