"""What was decided on paper instead of here, entered with its true date and its scan (4.2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.changing import follow_change
from shoumi.domains.register.actions.grading import follow_grading
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.submission import content
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.approvals import asking
from shoumi.kernel.documents.incoming import Scan

AFTERWARDS = {"proposed": follow_grading, "changing": follow_change}


@action(
    "register.enter_paper_decision",
    label=_("Enter a decision signed on paper"),
    clauses=("4.2",),
)
def enter_paper_decision(
    secret: TradeSecret,
    *,
    person: Person,
    verdict: str,
    signed_on: date,
    scan: Scan,
    note: str = "",
    by: Actor,
    at: datetime,
) -> TradeSecret:
    """Enter what was signed on paper, on grading or on a change. What is complete by it counts
    from the last day signed; today is shown as the day it was recorded. Raises Refused, Invalid,
    Sealed, DiskFull."""
    follow = AFTERWARDS.get(secret.state)
    if follow is None:
        raise Refused(asking.NONE_PENDING)
    outcome = asking.decide_on_paper(
        secret, content(secret), person, verdict,
        signed_on=signed_on, scan=scan, note=note, by=by, at=at,
    )  # fmt: skip
    follow(secret, outcome, on=asking.signed_last(secret), note=note, by=by, at=at)
    return secret
