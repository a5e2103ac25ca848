"""Summing a plan up 总结: what was planned beside what was done, adopted and issued (4.1)."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.actions.deciding import ask
from shoumi.domains.programme.comparing import compared, figures_of
from shoumi.domains.programme.documents.declared import SUMMARY_PAPER
from shoumi.domains.programme.documents.summary import summary_paper
from shoumi.domains.programme.facts import CARRY_OUT, departments_people, readiness
from shoumi.domains.programme.models import Plan, PlannedWork
from shoumi.domains.programme.rules.flow import PLAN, PLANNED_WORK
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import action, require_said
from shoumi.kernel.delivery.actions import send
from shoumi.kernel.delivery.models import Act
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.records.moves import move
from shoumi.kernel.tasks.actions import withdraw
from shoumi.kernel.tasks.models import Task

SUMMARY = 5000


@action(
    "programme.write_summary", label=_("Write the summary"), clauses=("4.1",),
    step="programme.write_summary",
)  # fmt: skip
def write_summary(plan: Plan, *, text: str, by: Actor, at: datetime) -> Plan:
    """What the figures don't tell: what went well, what did not, what follows from it. Raises
    Refused, Invalid."""
    plan.summary = require_said("text", text, SUMMARY, _("Write what came of the plan."))
    move(plan, PLAN, "programme.write_summary", by=by, at=at)
    return plan


@action(
    "programme.submit_summary", label=_("Submit the summary"), clauses=("3.2", "4.1"),
    step="programme.submit_summary",
)  # fmt: skip
def submit_summary(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Put the summary before the committee, with the figures as they are today. Raises Refused."""
    day = local_day(at)
    facts = readiness(plan, day)
    move(plan, PLAN, "programme.submit_summary", by=by, at=at, facts=facts)
    plan.figures = figures_of(compared(plan, day), day)
    plan.save()
    ask(plan, by=by, at=at)
    return plan


@action(
    "programme.issue_summary", label=_("Issue the summary"), clauses=("3.2", "4.1"),
    step="programme.issue_summary",
)  # fmt: skip
def issue_summary(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """A numbered paper to the departments. What is still open is closed with its plan: next year's
    takes it over. Raises Refused, Sealed, DiskFull."""
    plan.summed_up_on = local_day(at)
    move(plan, PLAN, "programme.issue_summary", by=by, at=at)
    plan.summary_paper = papers.issue(
        plan, paper=summary_paper(plan, at=at, language="zh-hans"), form=SUMMARY_PAPER.code,
        by=by, at=at,
    )  # fmt: skip
    plan.save()
    people = departments_people(plan.entity, local_day(at))
    if people:
        send(plan, people=people, act=Act.KNOW, document=plan.summary_paper, by=by, at=at)
    _end_planned_works(plan, by=by, at=at)
    return plan


def _end_planned_works(plan: Plan, *, by: Actor, at: datetime) -> None:
    note = gettext("The plan was summed up; what is left of it goes into the next one.")
    rows = PlannedWork.objects.filter(parent_id=plan.pk, state="under_way")
    for one in rows.select_for_update():
        for task in Task.objects.open().filter(record_id=one.pk, duty=CARRY_OUT):
            withdraw(task, note=note, by=HOUSE, at=at)
        one.version += 1
        move(one, PLANNED_WORK, "plan_over", by=by, at=at)
