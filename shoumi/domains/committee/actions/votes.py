"""Opening and closing a vote (5.1)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.items import VOTE_OPEN
from shoumi.domains.committee.actions.session_states import require_running
from shoumi.domains.committee.actions.sessions import STILL_TIME, too_few
from shoumi.domains.committee.facts import (
    asked_for_it,
    entitled,
    is_ratification,
    last_vote,
    uncleared,
    waits,
)
from shoumi.domains.committee.models import (
    AgendaItem,
    Ballot,
    Choice,
    Majority,
    Meeting,
    Recusal,
    Tally,
    Vote,
)
from shoumi.domains.committee.rules.counting import is_adopted, is_quorate
from shoumi.domains.committee.rules.voting import CLOSED
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.approvals.models import Verdict

QUESTIONS = (Verdict.AGREE, Verdict.REFUSE, Verdict.RETURN)
NOT_WAITING = Reason("not_waiting", _("The matter does not wait for the committee now."))
CARRIED = Reason("carried", _("A vote on this point was carried already. Adopt its resolution."))
BOX = Reason("box_disagrees", _("The ballot box and the list of who voted disagree. Vote anew."))


@action("committee.open_vote", label=_("Open a vote"), clauses=("5.1",))
def open_vote(
    item: AgendaItem,
    *,
    text: str,
    question: str = Verdict.AGREE,
    method: str = Vote.Method.NAMED,
    majority: str = Majority.SIMPLE,
    by: Actor,
    at: datetime,
) -> Vote:
    """Put the wording of a resolution to the vote; who may vote is frozen now. Whoever asked for
    the matter, or may not see it, keeps out. Raises Refused, Invalid."""
    meeting = require_running(item)
    text = require_said("text", text, 1000, _("Write down what is to be resolved."))
    _require_choices(question=(question, QUESTIONS), method=(method, Vote.Method.values),
                     majority=(majority, Majority.values))  # fmt: skip
    last = last_vote(item)
    if last is not None and last.state == Vote.State.OPEN:
        raise Refused(VOTE_OPEN)
    if last is not None and last.state == Vote.State.ADOPTED:
        raise Refused(CARRIED)
    approval = None
    if item.matter is not None and not is_ratification(item):
        approval = waits(item.matter)
        if approval is None:
            raise Refused(NOT_WAITING)
    _keep_out(item, at)
    voters = entitled(item, at)
    if not is_quorate(len(voters), meeting.quorum):
        raise Refused(too_few(len(voters), meeting.quorum))
    vote = Vote(item=item, text=text, question=question, method=method, majority=majority,
                approval=approval, opened_at=at)  # fmt: skip
    vote.save()
    for person in voters:
        Ballot(vote=vote, person=person).save()
    if vote.is_secret:
        Tally(vote=vote).save()
    return vote


def _require_choices(**given: tuple[str, Collection[str]]) -> None:
    for field, (value, offered) in given.items():
        if value not in offered:
            raise Invalid(field, _("Choose one of the answers offered."))


def _keep_out(item: AgendaItem, at: datetime) -> None:
    blind = {one.pk: gettext("May not see the matter") for one in uncleared(item, at)}
    asker = asked_for_it(item)
    if asker is not None and asker in {one.pk for one in entitled(item, at)}:
        blind[asker] = gettext("Asked for it himself")
    for key, reason in blind.items():
        Recusal(item=item, person_id=key, reason=reason, at=at).save()


@action("committee.close_vote", label=_("Close the vote"), clauses=("5.1",))
def close_vote(vote: Vote, *, by: Actor, at: datetime) -> Vote:
    """Count. Where the quorum was lost meanwhile nothing was decided. Raises Refused."""
    if vote.state != Vote.State.OPEN:
        raise Refused(CLOSED)
    meeting = require_running(vote.item)
    voters = {ballot.person_id for ballot in vote.ballots.all()}
    voted = set(vote.ballots.given().values_list("person_id", flat=True))
    here = {one.pk for one in entitled(vote.item, at)} & voters
    if meeting.is_written:
        _require_time_is_up(meeting, len(voters - voted), at)
        here = voted
    counts = _counted(vote, len(voted))
    vote.present = len(here | voted)
    vote.agree, vote.refuse, vote.abstain = (counts[one] for one in Choice.values)
    vote.closed_at = at
    carried = is_adopted(vote.majority, **counts, present=vote.present)
    vote.state = Vote.State.ADOPTED if carried else Vote.State.REJECTED
    if not is_quorate(len(here), meeting.quorum):
        vote.state = Vote.State.VOID
    vote.save()
    return vote


def _require_time_is_up(meeting: Meeting, missing: int, at: datetime) -> None:
    last = meeting.answers_by
    if missing and last is not None and local_day(at) <= last:
        raise Refused(STILL_TIME)


def _counted(vote: Vote, voted: int) -> dict[str, int]:
    if vote.is_secret:
        tally = Tally.objects.select_for_update().get(vote=vote)
        counts = {name: getattr(tally, name) for name in Choice.values}
    else:
        counts = {name: vote.ballots.given().filter(choice=name).count() for name in Choice.values}
    if sum(counts.values()) != voted:
        raise Refused(BOX)
    return counts
