"""What the calendar does for the members' checks: asks for those of the quarter that is over, and
lets lapse what nobody is left to confirm (4.M3)."""

from datetime import datetime

from shoumi.domains.committee.actions.checking import lapse_check, open_check
from shoumi.domains.committee.members_checks import checking_members
from shoumi.domains.committee.models.checking import DepartmentCheck
from shoumi.domains.committee.rules.checking import quarter_before
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day


def go_on(*, by: Actor, at: datetime) -> int:
    """Answers how many acts there were. Twice in a day does nothing twice."""
    day, done = local_day(at), 0
    quarter = quarter_before(day).first
    asked = DepartmentCheck.objects.filter(quarter=quarter).values_list("owner_id", flat=True)
    there, members = set(asked), checking_members(day)
    for member in members:
        if member.pk not in there:
            open_check(member=member, quarter=quarter, by=by, at=at)
            done += 1
    still = {(one.pk, one.org_unit_id) for one in members}
    for check in DepartmentCheck.objects.filter(state="open").order_by("pk"):
        if (check.owner_id, check.org_unit_id) not in still:
            lapse_check(check, by=by, at=at)
            done += 1
    return done
