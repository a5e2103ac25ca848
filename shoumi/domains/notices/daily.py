"""What the calendar does for the notices: it asks for the reports of the month that is over,
closes circulars that everybody has, and lets lapse what a department still owed that exists no
more."""

from datetime import datetime

from shoumi.domains.notices.actions.circulating import complete_circular
from shoumi.domains.notices.actions.cooperating import lapse_answer
from shoumi.domains.notices.actions.reporting import lapse_report, open_report
from shoumi.domains.notices.facts import departments, is_complete
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from shoumi.domains.notices.rules.flows import OPEN_ANSWERS, WITH_THE_UNIT
from shoumi.domains.notices.rules.timing import month_before
from shoumi.foundation.periods import month_of
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day


def go_on(*, by: Actor, at: datetime) -> int:
    """Do all that the day asks; answers how many acts there were. Twice in a day does nothing
    twice."""
    day, done = local_day(at), 0
    month = month_before(day)
    there = DepartmentReport.objects.filter(month=month).values("org_unit")
    for unit in departments(day).exclude(pk__in=there):
        if unit.since is None or unit.since <= month_of(month).last:
            open_report(unit=unit, month=month, by=by, at=at)
            done += 1
    for circular in Circular.objects.filter(state="issued").order_by("pk"):
        if is_complete(circular, day):
            complete_circular(circular, by=by, at=at)
            done += 1
    gone = {"org_unit__ended_on__lte": day}
    for report in DepartmentReport.objects.filter(state__in=WITH_THE_UNIT, **gone):
        lapse_report(report, by=by, at=at)
        done += 1
    for answer in CooperationAnswer.objects.filter(state__in=OPEN_ANSWERS, **gone):
        lapse_answer(answer, by=by, at=at)
        done += 1
    return done
