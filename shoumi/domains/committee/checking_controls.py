"""What the members' checks of their departments prove (4.M3)."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models.checking import DepartmentCheck
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition

SHOWN = 20
CHECKS = Step(_("See the departments' checks"), "committee.checks")


@control(
    "committee.departments_self_checked",
    title=_("Members have confirmed their department's self-check"), queries=2,
)  # fmt: skip
def departments_self_checked(as_of: date) -> Verdict:
    """4.M3: of the last quarter asked for by that day, every member has confirmed the check."""
    rows = DepartmentCheck.objects.filter(created_at__lt=ends(as_of))
    latest = rows.order_by("-quarter").values("quarter")[:1]
    moves = Transition.objects.filter(
        record=OuterRef("pk"), on__lte=as_of, recorded_at__lt=ends(as_of)
    )
    then = Subquery(moves.order_by("-id").values("to_state")[:1])
    told = rows.filter(quarter=Subquery(latest)).annotate(state_then=then)
    asked = [one for one in told.order_by("pk") if one.state_then != "lapsed"]
    if not asked:
        return Verdict(Status.UNKNOWN, t("No member has been asked for a check yet."))
    waiting = [one for one in asked if one.state_then == "open"]
    due = max(one.due_on for one in asked if one.due_on is not None)
    shown = tuple(_evidence(one) for one in (waiting or asked)[:SHOWN])
    counts = {"count": len(waiting), "all": len(asked), "day": due}
    if waiting:
        status = Status.BROKEN if as_of > due else Status.DUE
        because = t("%(count)s of %(all)s checks are not confirmed; due on %(day)s.") % counts
        return Verdict(status, because, shown, due, CHECKS)
    return Verdict(Status.KEPT, t("All %(all)s checks are confirmed.") % counts, shown)


def _evidence(one: DepartmentCheck) -> Evidence:
    return Evidence(
        f"committee.departmentcheck/{one.pk}", one.title, on=one.quarter,
        recorded_on=local_day(one.created_at),
    )  # fmt: skip
