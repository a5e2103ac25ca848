"""What every act on a point of a running meeting asks first."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import AgendaItem, Meeting
from shoumi.domains.committee.rules.flows import MEETING
from shoumi.kernel.access import Reason
from shoumi.kernel.actions import Refused

NOT_OPEN = Reason("item_settled", _("This point is settled or carried over already."))


def locked_meeting(key: int) -> Meeting:
    """The meeting, held until the act is done, so that it is not closed meanwhile."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=key)
    return meeting


def require_state(meeting: Meeting, *states: str) -> None:
    if meeting.state not in states:
        text = _("This can't be done now: the state is “%(state)s”.")
        raise Refused(Reason("state", text % {"state": MEETING.state(meeting.state).label}))


def require_running(item: AgendaItem) -> Meeting:
    """The meeting of an open point, in session and held. Raises Refused."""
    meeting = locked_meeting(item.meeting_id)
    require_state(meeting, "in_session")
    if item.state != AgendaItem.State.OPEN:
        raise Refused(NOT_OPEN)
    item.meeting = meeting
    return meeting
