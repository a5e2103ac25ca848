"""Minutes 会议纪要: they assemble themselves; signed, they are locked (3.2)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.session_states import require_state
from shoumi.domains.committee.documents.declared import MINUTES_PAPER
from shoumi.domains.committee.documents.minutes import minutes
from shoumi.domains.committee.models import Correction, Meeting
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action, require_said, require_text
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.moves import move
from shoumi.kernel.tasks.actions import settle
from shoumi.kernel.tasks.models import Task

LONGEST = 5000
Draft = Callable[[Meeting, Actor, datetime], Any]
NOT_WRITTEN = Reason("not_written", _("The minutes are not written yet. The recorder does that."))


@action("committee.draft_minutes", label=_("Write the minutes"), clauses=("3.2",),
        step="committee.draft_minutes")  # fmt: skip
def draft_minutes(meeting: Meeting, *, remarks: str, by: Actor, at: datetime) -> Meeting:
    """What is to be said beside the points themselves; as often as needed until they are signed.
    Raises Refused, Invalid."""
    require_text("remarks", remarks, LONGEST)
    move(meeting, MEETING, "committee.draft_minutes", by=by, at=at)
    meeting.remarks = remarks.strip()
    meeting.drafted_by = by if isinstance(by, Person) else None
    meeting.save()
    return meeting


@action("committee.sign_minutes", label=_("Sign the minutes"), clauses=("3.2",),
        step="committee.sign_minutes")  # fmt: skip
def sign_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Issued as a paper and locked: from now on only a correction says otherwise. Raises Refused,
    Sealed, DiskFull."""
    if meeting.drafted_by_id is None:
        raise Refused(NOT_WRITTEN)
    move(meeting, MEETING, "committee.sign_minutes", by=by, at=at)
    meeting.due_on = None
    _issue(meeting, by, at)
    for task in Task.objects.open().filter(record_id=meeting.pk):
        settle(task, by=HOUSE, at=at)
    return meeting


@action("committee.correct_minutes", label=_("Correct the minutes"), clauses=("3.2",))
def correct_minutes(meeting: Meeting, *, text: str, by: Actor, at: datetime) -> Meeting:
    """What was signed stays; a paper that supersedes it says what is put right. Raises Refused,
    Invalid, Sealed, DiskFull."""
    require_state(meeting, "signed", "archived")
    text = require_said("text", text, 1000, _("Say what is to be put right."))
    person = by if isinstance(by, Person) else None
    Correction(meeting=meeting, text=text, on=local_day(at), by=person).save()
    meeting.save()
    _issue(meeting, by, at)
    return meeting


@action("committee.circulate_minutes", label=_("Draft the circular"), clauses=("3.2", "4.M4"))
def circulate_minutes(meeting: Meeting, *, draft: Draft, by: Actor, at: datetime) -> Any:
    """Begin the circular by which everybody learns of signed minutes; answers what `draft` made.
    Raises Refused."""
    require_state(meeting, "signed", "archived")
    drafted = draft(meeting, by, at)
    meeting.save()
    return drafted


def _issue(meeting: Meeting, by: Actor, at: datetime) -> None:
    meeting.minutes = papers.issue(
        meeting, paper=minutes(meeting, at=at, language="zh-hans"), form=MINUTES_PAPER.code,
        supersedes=meeting.minutes, by=by, at=at,
    )  # fmt: skip
    meeting.save()


@action(
    "committee.archive", label=_("Put in the archive"), clauses=("3.2",), step="committee.archive"
)
def archive(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Put away with all its papers. Raises Refused."""
    move(meeting, MEETING, "committee.archive", by=by, at=at)
    return meeting
