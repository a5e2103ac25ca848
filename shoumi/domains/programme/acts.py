"""How the acts on plans and their items are asked for."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme import actions
from shoumi.domains.programme.forms import saying, writing
from shoumi.domains.programme.models import Plan
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.ui.acts import ActForm, NoteForm, form, never
from shoumi.kernel.ui.records.forms import DecideForm


def write(plan: Plan, *, ident: int | None, by: Actor, at: datetime, **fields: Any) -> Plan:
    """The form's fields as the action wants them."""
    written = actions.Written(**fields)
    return actions.write_item(plan, written=written, ident=ident, by=by, at=at)


def address(plan: Plan) -> str:
    return reverse("programme.plan", args=[plan.pk])


def own_page(name: str) -> Any:
    return lambda subject: reverse(name, args=[subject.pk])


def _year_over(plan: Plan, at: datetime) -> bool:
    return local_day(at) > plan.last_day


def _autumn(plan: Plan, at: datetime) -> bool:
    """From October on the next year is thought of."""
    day = local_day(at)
    return day >= date(plan.to_year, 10, 1) and not _next(plan).exists()


def _next(plan: Plan) -> Any:
    return Plan.objects.standing().filter(
        entity_id=plan.entity_id, sort=Plan.Sort.YEARLY, from_year=plan.to_year + 1
    )


def is_yearly(plan: Any) -> bool:
    return isinstance(plan, Plan) and plan.is_yearly and not _next(plan).exists()


def has_summary(plan: Any) -> bool:
    return bool(plan.summary)


form(
    "programme.begin_plan",
    writing.BeginForm,
    actions.begin_plan,
    icon="plus",
    agree=_("Begin the draft"),
    onward=address,
    lead=_("It begins as a draft that only the office sees. You write its items next."),
)
form(
    "programme.begin_next",
    ActForm,
    actions.begin_next,
    icon="arrow-right",
    brief=True,
    agree=_("Begin it"),
    onward=address,
    fits=is_yearly,
    is_next=_autumn,
    lead=_("What comes back comes over with its lead, and so does what is not done yet."),
)
form(
    "programme.amend_plan",
    saying.AmendForm,
    actions.amend_plan,
    icon="pencil",
    onward=address,
    is_next=never,
    agree=_("Begin the amended plan"),
    lead=_(
        "It begins as a copy and goes the way of every plan. The plan in force holds until the "
        "amended one is issued."
    ),
)
form("programme.describe_plan", writing.DescribeForm, actions.describe_plan, icon="pencil",
     is_next=never)  # fmt: skip
form(
    "programme.write_item",
    writing.ItemForm,
    write,
    icon="plus",
    address=own_page("programme.write_item"),
    agree=_("Keep this item"),
)
form("programme.strike_item", writing.StrikeForm, actions.strike_item, icon="minus",
     is_next=never)  # fmt: skip
form(
    "programme.consult_plan",
    saying.ConsultForm,
    actions.consult_plan,
    icon="users",
    is_next=never,
    lead=_("Heads and confidentiality administrators of all departments are sent the draft."),
)
form(
    "programme.remark",
    saying.RemarkForm,
    actions.remark,
    icon="message",
    address=own_page("programme.remark"),
    agree=_("Send it"),
    lead=_("The office says what came of it; whoever sees the plan can read both."),
)
form("programme.answer_remark", saying.AnswerRemarkForm, actions.answer_remark, icon="message")
form(
    "programme.close_consultation",
    ActForm,
    actions.close_consultation,
    icon="check",
    brief=True,
    agree=_("Close it"),
    lead=_("Afterwards you may still change the plan, then submit it."),
)
form(
    "programme.submit_plan",
    ActForm,
    actions.submit_plan,
    icon="send",
    brief=True,
    agree=_("Submit it"),
    lead=_(
        "The committee decides by a resolution; where there is none, its director. Nothing can be "
        "changed meanwhile."
    ),
)
form(
    "programme.decide_plan",
    DecideForm,
    actions.decide_plan,
    icon="rubber-stamp",
    agree=_("Give this decision"),
    lead=_("Your decision can't be taken back."),
)
form(
    "programme.issue_plan",
    ActForm,
    actions.issue_plan,
    icon="news",
    brief=True,
    agree=_("Issue it"),
    lead=_(
        "It is issued as a numbered paper and sent to the departments; each item becomes a task of "
        "its lead."
    ),
)
form("programme.withdraw_plan", NoteForm, actions.withdraw_plan, icon="x", is_next=never)
form(
    "programme.name_lead",
    writing.LeadForm,
    actions.name_lead,
    icon="user",
    is_next=never,
    lead=_("What is still to be done goes over to the new lead; the days stay."),
)
form(
    "programme.write_summary",
    saying.SummaryForm,
    actions.write_summary,
    icon="pencil",
    is_next=_year_over,
    agree=_("Keep the summary"),
)
form(
    "programme.submit_summary",
    ActForm,
    actions.submit_summary,
    icon="send",
    brief=True,
    fits=has_summary,
    is_next=_year_over,
    agree=_("Submit it"),
    lead=_("The figures are kept as they are today, and the committee decides on the summary."),
)
form(
    "programme.issue_summary",
    ActForm,
    actions.issue_summary,
    icon="news",
    brief=True,
    agree=_("Issue it"),
    lead=_("What is still open is closed with the plan; the next plan takes it over."),
)
