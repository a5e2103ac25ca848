"""What the calendar does for rules: editions come into force on their day, whoever joined since is
asked to confirm, and what was asked on a text that holds no more lapses."""

import logging
from datetime import date, datetime

from shoumi.domains.policies.actions.publishing import ask_newcomers, bring_into_force
from shoumi.domains.policies.facts import not_asked_yet
from shoumi.domains.policies.governing import lacks
from shoumi.domains.policies.models import Edition
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.delivery.actions import expire
from shoumi.kernel.delivery.models import Dispatch

logger = logging.getLogger(__name__)


def go_on(*, by: Actor, at: datetime) -> int:
    """Do all that the day asks; answers how many acts there were. Twice in a day does nothing
    twice."""
    day, done = local_day(at), 0
    waiting = Edition.objects.filter(state="published", in_force_on__lte=day)
    for edition in waiting.order_by("in_force_on", "pk"):
        done += _brought_into_force(edition, day, by, at)
    told = Edition.objects.filter(state__in=["published", "in_force"]).select_related("rule")
    for edition in told.select_related("rule__applies_to").order_by("pk"):
        if edition.paper_id is not None and not_asked_yet(edition, day).exists():
            ask_newcomers(edition, by=by, at=at)
            done += 1
    over = Edition.objects.filter(state__in=["superseded", "repealed", "withdrawn"]).values("pk")
    for dispatch in Dispatch.objects.overdue(day).filter(record_id__in=over):
        expire(dispatch, by=by, at=at)
        done += 1
    return done


def _brought_into_force(edition: Edition, day: date, by: Actor, at: datetime) -> bool:
    """Each for itself: what stands in the way of one holds up no other. The office learns of it by
    a task and by the edition's page."""
    if lacks(edition, day):
        return False
    try:
        bring_into_force(edition, by=by, at=at)
    except (Refused, Invalid, Stale) as error:
        logger.error("Edition %s can't come into force: %s", edition.pk, type(error).__name__)
        return False
    return True
