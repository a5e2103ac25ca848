"""Voting: by each member himself, or from the papers that were collected (5.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.actions.session_states import require_running
from shoumi.domains.committee.actions.sessions import too_few
from shoumi.domains.committee.facts import entitled
from shoumi.domains.committee.models import Attendance, Ballot, Choice, Tally, Vote
from shoumi.domains.committee.rules.counting import is_quorate
from shoumi.domains.committee.rules.voting import CLOSED, Voter, objection
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.documents.actions import keep_scan
from shoumi.kernel.documents.incoming import Scan

TOO_LATE = Reason("too_late", _("The last day for answering has passed."))


@dataclass(frozen=True)
class PaperBallots:
    """What the papers say: by name who chose what or, of a secret vote, who put a paper into the
    box and how many of each were in it."""

    choices: Mapping[int, str] = field(default_factory=dict)
    voters: frozenset[int] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)


@action("committee.cast", label=_("Vote"), clauses=("4.M1", "5.1"), reads=True)
def cast(vote: Vote, *, choice: str, by: Actor, at: datetime) -> Vote:
    """One's own vote, once. Of a secret one only that it was given is kept with the name. Raises
    Refused, Invalid."""
    if choice not in Choice.values:
        raise Invalid("choice", _("Choose one of the answers offered."))
    vote = _running(vote)
    ballot = Ballot.objects.select_for_update().filter(vote=vote, person_id=by.pk).first()
    here = {one.pk for one in entitled(vote.item, at)}
    _require_quorum(vote, here, at)
    against = objection(
        Voter(
            is_listed=ballot is not None,
            is_recused=vote.item.recusals.filter(person_id=by.pk).exists(),
            is_present=by.pk in here,
            has_voted=ballot is not None and ballot.cast_at is not None,
        )
    )
    if against is not None or ballot is None:
        raise Refused(*([against] if against is not None else []))
    _give(ballot, choice, Ballot.Source.LIVE, at)
    if vote.is_secret:
        _drop_in(vote, {choice: 1})
    return vote


def _running(vote: Vote) -> Vote:
    """The vote, held and open, its meeting in session. Raises Refused."""
    found = Vote.objects.select_for_update().select_related("item").get(pk=vote.pk)
    require_running(found.item)
    if found.state != Vote.State.OPEN:
        raise Refused(CLOSED)
    return found


def _require_quorum(vote: Vote, here: set[int], at: datetime) -> None:
    """In a room the quorum must hold at each vote; in writing it is counted at the end."""
    meeting = vote.item.meeting
    if meeting.is_written:
        if meeting.answers_by is not None and local_day(at) > meeting.answers_by:
            raise Refused(TOO_LATE)
        return
    if not is_quorate(len(here), meeting.quorum):
        raise Refused(too_few(len(here), meeting.quorum))


def _give(ballot: Ballot, choice: str, source: str, at: datetime) -> None:
    vote = ballot.vote
    ballot.choice = "" if vote.is_secret else choice
    ballot.source, ballot.cast_at = source, at
    ballot.version += 1
    ballot.save()
    if not vote.item.meeting.is_written:
        return
    row = vote.item.meeting.attendances.get(person_id=ballot.person_id)
    if row.state != Attendance.State.PRESENT:
        row.state, row.method = Attendance.State.PRESENT, Attendance.Method.WRITTEN
        row.signed_in_at = at
        row.version += 1
        row.save()


def _drop_in(vote: Vote, counts: Mapping[str, int]) -> None:
    added = {name: F(name) + counts.get(name, 0) for name in Choice.values}
    Tally.objects.filter(vote=vote).update(**added)


@action("committee.enter_paper_ballots", label=_("Enter votes given on paper"), clauses=("5.1",),
        reads=True)  # fmt: skip
def enter_paper_ballots(
    vote: Vote, *, ballots: PaperBallots, scan: Scan, by: Actor, at: datetime
) -> Vote:
    """The votes that were given on paper, with a scan of it. Raises Refused, Invalid, Sealed,
    DiskFull."""
    vote = _running(vote)
    entered = ballots.voters if vote.is_secret else frozenset(ballots.choices)
    here = {one.pk for one in entitled(vote.item, at)}
    _require_quorum(vote, here, at)
    rows = list(vote.ballots.select_for_update().filter(person_id__in=entered, cast_at=None))
    if not entered or len(rows) != len(entered) or not entered <= here:
        raise Invalid("", _("Somebody among these has voted, keeps out, or may not vote here."))
    _require_plausible(vote, ballots, len(entered))
    for ballot in rows:
        ballot.vote = vote
        choice = "" if vote.is_secret else ballots.choices[ballot.person_id]
        _give(ballot, choice, Ballot.Source.PAPER, at)
    if vote.is_secret:
        _drop_in(vote, ballots.counts)
    vote.paper = keep_scan(
        vote.item.meeting, scan, description=gettext("Votes given on paper"),
        signed_on=local_day(at), by=by, at=at,
    )  # fmt: skip
    vote.version += 1
    vote.save()
    return vote


def _require_plausible(vote: Vote, ballots: PaperBallots, entered: int) -> None:
    if not vote.is_secret:
        if not set(ballots.choices.values()) <= set(Choice.values):
            raise Invalid("", _("Choose one of the answers offered."))
        return
    counts = ballots.counts
    whole = set(counts) <= set(Choice.values) and min(counts.values(), default=0) >= 0
    if not whole or sum(counts.values()) != entered:
        raise Invalid("", _("The papers in the box must be as many as those who voted."))
