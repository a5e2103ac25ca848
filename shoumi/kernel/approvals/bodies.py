"""What waits for a body such as the committee, and how its resolution settles it.

Only a resolution settles a body's step, for no person is asked in it. That quorum and majority were
met is the body's own matter; here is asked that what it decided on is still what lies before it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Reason
from shoumi.kernel.actions import Refused
from shoumi.kernel.approvals import asking
from shoumi.kernel.approvals.models import Approval, BodyDecision, Step
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Record

NOT_ITS_TURN = Reason("not_its_turn", _("This does not wait for the committee now."))


def waiting() -> QuerySet[Approval]:
    """The approvals whose open step is a body's."""
    return Approval.objects.filter(
        state=Approval.State.PENDING, steps__order=F("open_step"), steps__mode=Step.Mode.BODY
    )


def decide(
    record: Record,
    content: Mapping[str, Any],
    verdict: str,
    *,
    basis: Record,
    on: date,
    at: datetime,
) -> Outcome:
    """Settle the body's step by a resolution; answers how the whole approval stands now.

    Raises Refused: nothing waits (so a second time is refused), or the content has changed.
    """
    approval = asking.locked(record)
    if approval.content_hash != asking.content_hash(content):
        raise Refused(asking.CHANGED)
    step = approval.steps.filter(order=approval.open_step, mode=Step.Mode.BODY).first()
    if step is None:
        raise Refused(NOT_ITS_TURN)
    BodyDecision(step=step, verdict=verdict, basis=basis, decided_on=on, recorded_at=at).save()
    return asking.conclude(approval, step, at)
