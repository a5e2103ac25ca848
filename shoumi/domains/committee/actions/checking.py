"""A member's quarterly check of the own department, and what comes of it (4.M3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shoumi.domains.committee.members_checks import still_checks
from shoumi.domains.committee.models.checking import CheckedPoint, DepartmentCheck
from shoumi.domains.committee.rules.checking import (
    DEPARTMENT_CHECK,
    POINTS,
    check_due,
    mend_due,
)
from shoumi.domains.register.duties import Leads
from shoumi.foundation.periods import quarter_of
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, move, open_to
from shoumi.kernel.tasks import duties
from shoumi.kernel.tasks.actions import fall_due
from shoumi.kernel.tasks.calendar import work_calendar

THERE = Reason("there", _("This member has a check of that quarter already."))
NOT_ASKED = Reason("not_asked", _("Only members of the committee check their departments."))
STILL_ASKED = Reason("still_asked", _("The member still sits on the committee: it is confirmed."))


@dataclass(frozen=True)
class Answer:
    """In order, or what is done about it."""

    in_order: bool
    doing: str = ""


@action("committee.open_check", label=_("Ask for a department's check"), clauses=("4.M3",),
        quiet=True)  # fmt: skip
def open_check(*, member: Person, quarter: date, by: Actor, at: datetime) -> DepartmentCheck:
    """Once a quarter is over. Raises Refused."""
    span, day = quarter_of(quarter), local_day(at)
    if not still_checks(member, member.org_unit, day) or span.last >= day:
        raise Refused(NOT_ASKED)
    if DepartmentCheck.objects.filter(owner=member, quarter=span.first).exists():
        raise Refused(THERE)
    unit = member.org_unit
    with override("zh-hans"):
        told = {"unit": unit.name, "month": f"{span.first:%Y-%m}", "last": f"{span.last:%Y-%m}"}
        title = t("%(unit)s: check of %(month)s to %(last)s") % told
    check = DepartmentCheck(
        kind="department_check", title=title, entity=unit.rights_holder, org_unit=unit,
        owner=member, clause="4.M3", quarter=span.first,
        due_on=check_due(span.first, day, work_calendar()),
    )  # fmt: skip
    begin(check, DEPARTMENT_CHECK, step="committee.open_check", by=by, at=at)
    open_to(check, member, Capacity.DECIDES, because="member", at=at)
    above = Post.objects.filter(
        org_unit_id__in=unit.ancestor_ids, role__in=(*OFFICE, Role.DEPUTY), ended_on__isnull=True
    )
    own = Post.objects.filter(
        org_unit=unit, role__in=(Role.HEAD, Role.CUSTODIAN), ended_on__isnull=True
    )
    for post in [*above, *own]:
        open_to(check, post, Capacity.KEEPS, because="post", at=at)
    return check


@action("committee.confirm_check", label=_("Confirm the check of your department"),
        clauses=("4.M3",), step="committee.confirm_check")  # fmt: skip
def confirm_check(
    check: DepartmentCheck, *, answers: Mapping[str, Answer], by: Actor, at: datetime
) -> DepartmentCheck:
    """Every point, each in order or with what is done about it; what is not becomes a task of the
    department. Raises Refused, Invalid."""
    if set(answers) != {one.name for one in POINTS}:
        raise Invalid("", _("Answer every point."))
    day = local_day(at)
    check.confirmed_on = day
    move(check, DEPARTMENT_CHECK, "committee.confirm_check", by=by, at=at)
    lead = Leads(day).of(check.org_unit)
    for point in POINTS:
        answer = answers[point.name]
        doing = answer.doing.strip()
        if not answer.in_order:
            doing = require_said(
                f"{point.name}_doing", doing, NOTE, _("Say what is done about it.")
            )
        CheckedPoint(
            check_of=check, name=point.name, in_order=answer.in_order,
            doing="" if answer.in_order else doing,
        ).save()  # fmt: skip
        if not answer.in_order and lead is not None:
            due = mend_due(day, work_calendar())
            falling = duties.Falling(check, day, lead, check.org_unit, due)
            fall_due(duty=duties.find(point.duty), falling=falling, by=HOUSE, at=at)
    return check


@action("committee.lapse_check", label=_("Let the check lapse"), clauses=("4.M3",), quiet=True,
        step="committee.lapse_check")  # fmt: skip
def lapse_check(check: DepartmentCheck, *, by: Actor, at: datetime) -> DepartmentCheck:
    """Whoever was to confirm it sits on the committee no more, or is of another department. Raises
    Refused."""
    if check.owner is not None and still_checks(check.owner, check.org_unit, local_day(at)):
        raise Refused(STILL_ASKED)
    move(check, DEPARTMENT_CHECK, "committee.lapse_check", by=by, at=at)
    return check
