"""Giving something to a partner: its states, its limits, and why a visitor may not look (6.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.vault.rules.deciding import CLOSED, STAYS
from shoumi.foundation.workflow import Flow, State, Step
from shoumi.kernel.access import Reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = timedelta(days=30)
MOST_OPENS = 50
WRONG_CODES = 5

NOT_OPEN = Reason("not_open", _("This is not open any more. Ask whoever gave you the link."))
AGREEMENT_OVER = Reason(
    "agreement_over", _("The agreement that this rests on is over. Ask whoever gave you the link.")
)
OPENED_OUT = Reason(
    "opened_out", _("It was opened as often as allowed. Ask whoever gave you the link.")
)

DISCLOSURE = Flow(
    kind="disclosure",
    start="requested",
    states=(
        State("requested", pgettext_lazy("of a disclosure", "In review")),
        State("cleared", pgettext_lazy("of a disclosure", "Cleared to leave")),
        State("open", pgettext_lazy("of a disclosure", "With the partner")),
        State("refused", pgettext_lazy("of a disclosure", "Refused"), final=True),
        State("withdrawn", pgettext_lazy("of a disclosure", "Withdrawn"), final=True),
        State("revoked", pgettext_lazy("of a disclosure", "Revoked"), final=True),
        State("ended", pgettext_lazy("of a disclosure", "Ended"), final=True),
    ),
    steps=(
        Step("vault.decide_disclosure", ("requested",), None, "asked", _("Review it")),
        Step("disclosure_cleared", ("requested",), "cleared", "asked", _("Cleared")),
        Step("disclosure_refused", ("requested",), "refused", "asked", _("Refused")),
        Step(
            "vault.withdraw_disclosure", ("requested",), "withdrawn", "asker", _("Withdraw it")
        ),
        Step("vault.hand_out", ("cleared", "open"), "open", "asker", _("Hand it out")),
        Step("vault.note_wrong_code", ("open",), None, "partner", _("Wrong code")),
        Step(
            "vault.revoke_disclosure", ("cleared", "open"), "revoked", "keeper", _("Revoke it")
        ),
        Step("vault.end_disclosure", ("requested", "cleared", "open"), "ended", "house",
             _("Let it end")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """What somebody wants to give away: until when, how often, and how long the agreement runs."""

    ends_at: datetime
    opens: int
    agreement_until: date


def objection(
    offered: Offered, last_day: date, at: datetime, *, may_leave: bool
) -> "tuple[str, StrOrPromise] | None":
    """The field that is wrong and why, or None; `last_day` is the last on which it is open."""
    if not may_leave:
        return "", STAYS.text
    if offered.ends_at <= at:
        return "until_on", _("The end must lie in the future.")
    if offered.ends_at - at > LONGEST:
        return "until_on", _("Thirty days at most; ask anew when it takes longer.")
    if not 0 < offered.opens <= MOST_OPENS:
        return "opens", _("Between 1 and 50 times.")
    if offered.agreement_until < last_day:
        return "agreement_until", _("The agreement must run at least until the last day.")
    return None


@dataclass(frozen=True)
class Outside:
    """Everything that a visitor's look depends on."""

    state: str
    is_over: bool
    is_closed: bool
    agreement_holds: bool
    may_leave: bool
    opens_left: int
    is_locked: bool


def against_visitor(facts: Outside, *, begun: bool) -> Iterator[Reason]:
    """Every reason against; a look that was `begun` is counted already."""
    if facts.state != "open" or facts.is_over or facts.is_locked:
        yield NOT_OPEN
    if facts.is_closed:
        yield CLOSED
    if not facts.agreement_holds:
        yield AGREEMENT_OVER
    if not facts.may_leave:
        yield STAYS
    if not begun and facts.opens_left <= 0:
        yield OPENED_OUT
