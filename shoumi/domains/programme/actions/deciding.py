"""Putting a plan or its summary before those who decide 审议: the committee, or its director where
there is none (3.2, 4.1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.actions.opening import open_to_committee
from shoumi.domains.programme.facts import (
    content,
    directors,
    hash_of,
    items_of,
    readiness,
)
from shoumi.domains.programme.models import Plan
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import committee_sits, local_day
from shoumi.kernel.actions import NOTE, action, require_said
from shoumi.kernel.approvals import asking, bodies
from shoumi.kernel.approvals.models import Step
from shoumi.kernel.approvals.rules import Outcome
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import move

DECIDE = "programme.decide_plan"
BY_COMMITTEE = asking.Ask(title="committee", mode=Step.Mode.BODY)
STEPS = {
    ("submitted", Outcome.PASSED): "plan_adopted",
    ("submitted", Outcome.REJECTED): "plan_declined",
    ("submitted", Outcome.RETURNED): "plan_returned",
    ("summing", Outcome.PASSED): "summary_adopted",
    ("summing", Outcome.REJECTED): "summary_returned",
    ("summing", Outcome.RETURNED): "summary_returned",
}


@action(
    "programme.submit_plan", label=_("Submit it"), clauses=("3.2", "4.1"),
    step="programme.submit_plan",
)  # fmt: skip
def submit_plan(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Put the plan before the committee. Raises Refused."""
    day = local_day(at)
    move(plan, PLAN, "programme.submit_plan", by=by, at=at, facts=readiness(plan, day))
    ask(plan, by=by, at=at)
    return plan


def ask(plan: Plan, *, by: Actor, at: datetime) -> None:
    """The committee by a resolution; where nobody but a director sits on it, the director."""
    day = local_day(at)
    open_to_committee(plan, at)
    step = BY_COMMITTEE
    if not committee_sits(plan.entity, on=day):
        step = asking.Ask(title=Role.CHAIR, persons=directors(plan.entity, day))
    asking.ask(plan, DECIDE, content(plan), [step], by=by, at=at)


@action(DECIDE, label=_("Decide on the plan"), clauses=("3.2", "4.1"), step=DECIDE)
def decide_plan(plan: Plan, *, verdict: str, note: str = "", by: Actor, at: datetime) -> Plan:
    """The director's decision where there is no committee. Raises Refused, Invalid."""
    outcome = asking.decide(plan, content(plan), verdict, note=note, by=by, at=at)
    _follow(plan, outcome, on=local_day(at), note=note, by=by, at=at)
    return plan


@action(
    "programme.follow_resolution", label=_("Carry out the committee's resolution"),
    clauses=("3.2", "4.1"), quiet=True,
)  # fmt: skip
def follow_resolution(
    plan: Plan,
    *,
    resolution: Record,
    verdict: str,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Plan:
    """Take the committee's decision on a plan or on its summary: once, and only on what lay before
    it. Raises Refused."""
    outcome = bodies.decide(plan, content(plan), verdict, basis=resolution, on=on, at=at)
    _follow(plan, outcome, on=on, note=note, by=by, at=at)
    return plan


def _follow(plan: Plan, outcome: Outcome, *, on: date, note: str, by: Actor, at: datetime) -> None:
    step = STEPS.get((plan.state, outcome))
    if step is None:
        return
    if step == "plan_adopted":
        plan.adopted_on, plan.text_sha256 = on, hash_of(plan, items_of(plan))
    elif step == "summary_adopted":
        plan.summary_adopted_on = on
    move(plan, PLAN, step, by=by, at=at, on=on, note=note)


@action(
    "programme.withdraw_plan", label=_("Withdraw it"), clauses=("4.1",),
    step="programme.withdraw_plan",
)  # fmt: skip
def withdraw_plan(plan: Plan, *, note: str, by: Actor, at: datetime) -> Plan:
    """The draft goes no further; it stays readable, and another may be begun. Raises Refused,
    Invalid."""
    note = require_said("note", note, NOTE, _("Say why, so that the other side knows."))
    asking.void(plan, because="withdrawn", at=at)
    plan.due_on = None
    move(plan, PLAN, "programme.withdraw_plan", by=by, at=at, note=note)
    return plan
