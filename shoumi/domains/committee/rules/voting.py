"""Who may vote, and why not (5.1)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason

CLOSED = Reason("vote_closed", _("This vote is not open."))
NOT_LISTED = Reason(
    "not_listed", _("You were not among those entitled to vote when this vote opened.")
)
NO_SEAT = Reason("no_seat", _("Only members of the committee in office vote."))
RECUSED = Reason("recused", _("Whoever keeps out of a point does not vote on it."))
NOT_THERE = Reason("not_there", _("Only those who are present vote. Sign in first."))
TWICE = Reason("voted", _("A vote has been given already; it can't be given twice."))


@dataclass(frozen=True)
class Voter:
    """How one person stands to one vote now."""

    is_open: bool = True
    is_listed: bool = True
    holds_seat: bool = True
    is_recused: bool = False
    is_present: bool = True
    has_voted: bool = False


def objection(voter: Voter) -> Reason | None:
    """The first thing that speaks against his voting, or None."""
    against = (
        (not voter.is_open, CLOSED),
        (not voter.holds_seat, NO_SEAT),
        (voter.is_recused, RECUSED),
        (not voter.is_listed, NOT_LISTED),
        (not voter.is_present, NOT_THERE),
        (voter.has_voted, TWICE),
    )
    return next((reason for holds, reason in against if holds), None)
