"""How the regime is carried out, laid before the yearly work meeting as of a day (4.4, 5.1)."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.committee.documents.declared import REVIEW_PAPER
from shoumi.domains.committee.documents.review import Review, review_paper
from shoumi.domains.committee.models import Meeting
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.papers import Language
from shoumi.kernel.records.moves import move

LANGUAGE: Language = "zh-hans"
Assess = Callable[[date], Review | None]
NOT_YEARLY = Reason(
    "not_yearly", _("Only the yearly work meeting reviews how the regime is carried out.")
)
NO_EDITION = Reason(
    "no_edition", _("No edition of the regime is in force. Adopt one before this meeting.")
)


@action("committee.lay_review", label=_("Lay the assessment before it"), clauses=("4.4", "5.1"),
        step="committee.lay_review")  # fmt: skip
def lay_review(meeting: Meeting, *, assess: Assess, by: Actor, at: datetime) -> Meeting:
    """Freeze today's assessment as a paper of the meeting; a later one takes its place until the
    meeting is opened. `assess` answers it for a day. Raises Refused, Sealed, DiskFull."""
    if meeting.form != Meeting.Form.YEARLY:
        raise Refused(NOT_YEARLY)
    with override(LANGUAGE):
        review = assess(local_day(at))
    if review is None:
        raise Refused(NO_EDITION)
    move(meeting, MEETING, "committee.lay_review", by=by, at=at)
    meeting.review = papers.issue(
        meeting, paper=review_paper(meeting, review, at=at, language=LANGUAGE),
        form=REVIEW_PAPER.code, supersedes=meeting.review, by=by, at=at,
    )  # fmt: skip
    meeting.save()
    return meeting
