"""What the committee decided by a resolution, carried out on the secret that it was about."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.deciding_on_paper import AFTERWARDS
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.submission import content
from shoumi.kernel.access import Actor
from shoumi.kernel.actions import Refused, action
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.records.models import Record


@action(
    "register.follow_resolution",
    label=_("Carry out the committee's resolution"),
    clauses=("3.2", "4.2"),
    quiet=True,
)
def follow_resolution(
    secret: TradeSecret,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> TradeSecret:
    """Take the committee's decision on a grading or a change: once, and only on what lay before it.
    It counts from the day on which the committee decided. Raises Refused."""
    follow = AFTERWARDS.get(secret.state)
    if follow is None:
        raise Refused(asking.NONE_PENDING)
    outcome = bodies.decide(secret, content(secret), verdict, basis=resolution, on=on, at=at)
    follow(secret, outcome, on=on, note=note, by=by, at=at)
    return secret
