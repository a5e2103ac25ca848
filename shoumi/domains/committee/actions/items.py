"""What is said and settled on a point of the agenda (5.1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.session_states import (
    locked_meeting,
    require_running,
    require_state,
)
from shoumi.domains.committee.facts import uncleared
from shoumi.domains.committee.models import AgendaItem, Vote
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import open_to

LONGEST = 5000
VOTE_OPEN = Reason("vote_open", _("A vote on this point is open. Close it first."))
CARRIED = Reason("carried", _("The vote was carried: adopt the resolution."))
NO_MATTER = Reason("no_matter", _("Nothing that waits for the committee belongs to this point."))


@action("committee.note", label=_("Note what was said"), clauses=("5.1",))
def note(item: AgendaItem, *, text: str, by: Actor, at: datetime) -> AgendaItem:
    """The notes on the discussion, while the minutes are not signed; they stand in them word for
    word. Raises Refused, Invalid."""
    require_state(locked_meeting(item.meeting_id), "in_session", "minuting")
    require_text("text", text, LONGEST)
    item.note = text.strip()
    item.save()
    return item


@action("committee.settle", label=_("Settle without a resolution"), clauses=("5.1",))
def settle(item: AgendaItem, *, by: Actor, at: datetime) -> AgendaItem:
    """Taken note of, or voted down: nothing is left to decide on this point. Raises Refused."""
    require_running(item)
    last = item.votes.order_by("-pk").first()
    if last is not None and last.state == Vote.State.OPEN:
        raise Refused(VOTE_OPEN)
    if last is not None and last.state == Vote.State.ADOPTED:
        raise Refused(CARRIED)
    voted = last is not None and last.state == Vote.State.REJECTED
    item.outcome = AgendaItem.Outcome.DECISION if voted else AgendaItem.Outcome.INFORMATION
    item.state = AgendaItem.State.SETTLED
    item.save()
    return item


@action("committee.carry_over", label=_("Carry over to the next meeting"), clauses=("5.1",))
def carry_over(item: AgendaItem, *, because: str, by: Actor, at: datetime) -> AgendaItem:
    """It comes back on the next agenda by itself. Raises Refused, Invalid."""
    require_running(item)
    because = require_said("because", because, 300, _("Say why."))
    if item.votes.filter(state=Vote.State.OPEN).exists():
        raise Refused(VOTE_OPEN)
    item.note = f"{item.note}\n{because}".strip()
    item.state = AgendaItem.State.CARRIED_OVER
    item.save()
    return item


@action("committee.clear_for_matter", label=_("Let the members see the matter"), clauses=("5.1",),
        reads=True)  # fmt: skip
def clear_for_matter(item: AgendaItem, *, because: str, by: Actor, at: datetime) -> AgendaItem:
    """The entry of the matter is opened to those members who are there and may not see it yet, so
    that they can decide; without it they count as recused. Its content stays shut. Raises Refused,
    Invalid."""
    require_state(locked_meeting(item.meeting_id), "notified", "in_session")
    if item.matter is None:
        raise Refused(NO_MATTER)
    because = require_said("because", because, 150, _("Say why."))
    unseen = uncleared(item, at)
    if not unseen:
        raise Invalid("", _("All members who are there may see it already."))
    for person in unseen:
        open_to(item.matter, person, Capacity.DECIDES, because=because, at=at)
    return item
