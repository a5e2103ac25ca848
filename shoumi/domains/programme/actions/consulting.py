"""Asking the departments about a plan 征求意见: heard, and answered one by one (4.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.actions.opening import open_to_departments
from shoumi.domains.programme.facts import departments_people, readiness
from shoumi.domains.programme.models import Plan, PlanRemark
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.domains.programme.rules.timing import CONSULT_AT_LEAST
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.delivery.actions import expire, send
from shoumi.kernel.delivery.models import Act, Dispatch
from shoumi.kernel.records.moves import move

REMARK, ANSWER = 2000, 1000
OVER = Reason("over", _("The consultation is over."))
ANSWERED = Reason("answered", _("What came of this remark has been said already."))
NOBODY = Reason(
    "nobody_to_ask", _("No department has a head or an administrator. Appoint somebody first.")
)


@action(
    "programme.consult_plan", label=_("Ask the departments"), clauses=("4.1",),
    step="programme.consult_plan",
)  # fmt: skip
def consult_plan(plan: Plan, *, closes_on: date, by: Actor, at: datetime) -> Plan:
    """Send the draft to the heads and administrators of the departments, for remarks by a day.
    Raises Refused, Invalid."""
    day = local_day(at)
    if closes_on < day + CONSULT_AT_LEAST:
        told = {"day": (day + CONSULT_AT_LEAST).isoformat()}
        raise Invalid("closes_on", _("Give the departments three days at least: until %(day)s.")
                      % told)  # fmt: skip
    people = departments_people(plan.entity, day)
    if not people:
        raise Refused(NOBODY)
    plan.consulted_from, plan.consulted_until = day, closes_on
    plan.due_on = closes_on
    move(plan, PLAN, "programme.consult_plan", by=by, at=at, facts=readiness(plan, day))
    open_to_departments(plan, at)
    send(plan, people=people, act=Act.KNOW, deadline=closes_on, by=by, at=at)
    return plan


@action(
    "programme.remark", label=_("Say something on the plan"), clauses=("4.1",), reads=True,
    step="programme.remark",
)  # fmt: skip
def remark(
    plan: Plan, *, text: str, ident: int | None = None, by: Actor, at: datetime
) -> PlanRemark:
    """What a department says of one item or of the whole plan. Raises Refused, Invalid."""
    text = require_said("text", text, REMARK, _("Say what should be otherwise, and why."))
    day, until = local_day(at), plan.consulted_until
    if plan.state != "consulting" or until is None or day > until or not isinstance(by, Person):
        raise Refused(OVER)
    if ident is not None and not plan.items.standing().filter(ident=ident).exists():
        raise Invalid("ident", _("This is no item of the draft."))
    row = PlanRemark(plan=plan, ident=ident, said_by=by, said_on=day, text=text)
    row.save()
    return row


@action("programme.answer_remark", label=_("Say what came of it"), clauses=("4.1",))
def answer_remark(
    remark: PlanRemark, *, outcome: str, answer: str, by: Actor, at: datetime
) -> PlanRemark:
    """Whether a remark was taken up, and why or why not. Raises Refused, Invalid."""
    if remark.plan.state != "consulting" or remark.outcome:
        raise Refused(ANSWERED)
    if outcome not in PlanRemark.Outcome.values:
        raise Invalid("outcome", _("Choose one of the answers offered."))
    remark.answer = require_said("answer", answer, ANSWER, _("Say why; whoever said it reads it."))
    remark.outcome = outcome
    remark.answered_by = by if isinstance(by, Person) else None
    remark.answered_on = local_day(at)
    remark.save()
    return remark


@action(
    "programme.close_consultation", label=_("Close the consultation"), clauses=("4.1",),
    step="programme.close_consultation",
)  # fmt: skip
def close_consultation(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """The last day has passed and every remark is answered; what was taken up can be written now.
    Raises Refused."""
    day = local_day(at)
    plan.due_on = None
    move(plan, PLAN, "programme.close_consultation", by=by, at=at, facts=readiness(plan, day))
    for dispatch in Dispatch.objects.overdue(day).filter(record_id=plan.pk):
        expire(dispatch, by=HOUSE, at=at)
    return plan
