"""Who may know a secret in force: by name, post or department, dated, never “all” (4.2)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.describing import Whom, require_named
from shoumi.domains.register.actions.grading import grade_of, require_room
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_text
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.records.moves import close_to, move, open_to


@action(
    "register.widen_audience",
    label=_("Add to the audience"),
    clauses=("4.2",),
    step="register.widen_audience",
)
def widen_audience(
    secret: TradeSecret,
    *,
    whom: Whom,
    because: str,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> TradeSecret:
    """Let one more know, for a reason. Raises Invalid, Refused (the grade's limit is reached)."""
    require_named(whom)
    require_text("because", because.strip(), 200)
    day = local_day(at)
    if not because.strip():
        raise Invalid("because", _("Say what they need it for."))
    if until_on is not None and until_on <= day:
        raise Invalid("until_on", _("The last day must lie in the future."))
    rows = Audience.objects.at(day).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    if any(row.whom == whom for row in rows.select_related("person", "post", "org_unit")):
        raise Invalid("whom", _("They are in the audience already."))
    require_room(grade_of(secret), rows.count() + 1)
    open_to(secret, whom, Capacity.KNOWS, because=because.strip(), at=at, until_on=until_on)
    move(secret, FLOW, "register.widen_audience", by=by, at=at)
    return secret


@action(
    "register.narrow_audience",
    label=_("Remove from the audience"),
    clauses=("4.2",),
    step="register.narrow_audience",
)
def narrow_audience(secret: TradeSecret, *, row: Audience, by: Actor, at: datetime) -> TradeSecret:
    """From today they may not know it any more; that they did stays. Raises Refused, Invalid."""
    if row.record_id != secret.pk or row.capacity != Capacity.KNOWS:
        raise Invalid("row", _("This is not in the audience of this secret."))
    if row.person_id is not None and row.person_id == secret.owner_id:
        raise Refused(Reason("owner", _("The owner always knows; name another owner first.")))
    close_to(row, on=local_day(at))
    move(secret, FLOW, "register.narrow_audience", by=by, at=at)
    return secret
