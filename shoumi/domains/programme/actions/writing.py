"""Writing a plan item by item (4.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.actions.beginning import fits_long_plan
from shoumi.domains.programme.facts import able_to_sign_in, stands
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.domains.programme.rules.timing import MOST_DAYS
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, action, require_said, require_text
from shoumi.kernel.records.moves import move

CLAUSE = re.compile(r"[1-9]\d?(\.M?\d{1,2})?")
MOST_ITEMS = 200
AIM, TEXT, TEXT_EN, MEASURE, MEASURE_EN, BUDGET = 1000, 500, 800, 300, 400, 200


@dataclass(frozen=True)
class Written:
    """An item as somebody writes it; without a unit it is the lead's own."""

    text: str
    lead: Person
    every: str = PlanItem.Every.ONCE
    due_on: date | None = None
    days: Sequence[date] = ()
    lead_unit: OrgUnit | None = None
    clauses: Sequence[str] = ()
    measure: str = ""
    budget: str = ""
    text_en: str = ""
    measure_en: str = ""
    keeps_day: bool = False


@action(
    "programme.describe_plan", label=_("Say what it aims at"), clauses=("4.1",),
    step="programme.describe_plan",
)  # fmt: skip
def describe_plan(
    plan: Plan,
    *,
    title: str,
    title_en: str = "",
    aim: str = "",
    carries_out: Plan | None = None,
    by: Actor,
    at: datetime,
) -> Plan:
    """Its title, what it aims at, and the plan of several years that it carries out. Raises
    Refused, Invalid."""
    plan.title = require_said("title", title, 200, _("Give it a title."))
    require_text("title_en", title_en, 200)
    require_text("aim", aim, AIM)
    if carries_out is not None and not fits_long_plan(
        carries_out, plan.entity, plan.sort, plan.from_year
    ):
        raise Invalid("carries_out", _("Choose a plan of several years that covers this year."))
    plan.title_en, plan.aim, plan.carries_out = title_en.strip(), aim.strip(), carries_out
    move(plan, PLAN, "programme.describe_plan", by=by, at=at)
    return plan


@action(
    "programme.write_item", label=_("Write an item"), clauses=("4.1",),
    step="programme.write_item",
)  # fmt: skip
def write_item(
    plan: Plan, *, written: Written, ident: int | None = None, by: Actor, at: datetime
) -> Plan:
    """Add an item, or write the one of that number anew. Raises Refused, Invalid."""
    text = require_said("text", written.text, TEXT, _("Say what is to be done."))
    require_text("text_en", written.text_en, TEXT_EN)
    require_text("measure", written.measure, MEASURE)
    require_text("measure_en", written.measure_en, MEASURE_EN)
    require_text("budget", written.budget, BUDGET)
    _require_lead(plan, written, local_day(at))
    days = _require_days(plan, written)
    for one in written.clauses:
        if not CLAUSE.fullmatch(one):
            raise Invalid("clauses", _("Name clauses by their numbers, such as 4.2 or 4.M1."))
    move(plan, PLAN, "programme.write_item", by=by, at=at)
    row = _row(plan, ident)
    row.text, row.text_en, row.clauses = text, written.text_en.strip(), list(written.clauses)
    row.lead, row.lead_unit = written.lead, written.lead_unit or written.lead.org_unit
    row.every, row.due_on, row.days = written.every, written.due_on, days
    row.keeps_day, row.measure = written.keeps_day, written.measure.strip()
    row.measure_en = written.measure_en.strip()
    row.budget, row.struck = written.budget.strip(), False
    row.save()
    return plan


@action(
    "programme.strike_item", label=_("Strike an item out"), clauses=("4.1",),
    step="programme.strike_item",
)  # fmt: skip
def strike_item(plan: Plan, *, item: PlanItem, by: Actor, at: datetime) -> Plan:
    """Take an item out of the draft. Raises Refused, Invalid."""
    if item.plan_id != plan.pk or item.struck:
        raise Invalid("item", _("This is no item of the draft."))
    move(plan, PLAN, "programme.strike_item", by=by, at=at, note=str(item.ident))
    item.struck = True
    item.save()
    return plan


def require_lead(lead: Person, unit: OrgUnit, entity: OrgUnit, day: date) -> None:
    """Somebody who is here, of this company, and can report what was done. Raises Invalid."""
    if not lead.is_active(day):
        raise Invalid("lead", _("This person is not here any more."))
    if not lead.org_unit.path.startswith(entity.path):
        raise Invalid("lead", _("Whoever leads belongs to the company that plans."))
    if lead.pk not in able_to_sign_in([lead]):
        raise Invalid(
            "lead",
            _("This person has no account and could report nothing. Have one opened first, or "
              "name somebody else."),
        )  # fmt: skip
    if not unit.path.startswith(entity.path) or not stands(unit, day):
        raise Invalid("lead_unit", _("Choose a unit of this company that is not dissolved."))


def _require_lead(plan: Plan, written: Written, day: date) -> None:
    unit = written.lead_unit or written.lead.org_unit
    require_lead(written.lead, unit, plan.entity, day)


def _require_days(plan: Plan, written: Written) -> list[str]:
    """Days within the plan's years; as they are kept."""
    if written.every not in PlanItem.Every.values:
        raise Invalid("every", _("Choose how often it is due."))
    if written.every == PlanItem.Every.DAYS:
        if not 1 <= len(set(written.days)) <= MOST_DAYS:
            raise Invalid("days", _("Give the days on which it is due, 24 at most."))
        wanted = sorted(set(written.days))
        field = "days"
    elif written.due_on is None:
        raise Invalid("due_on", _("Give the day on which it is due, the first one if several."))
    else:
        wanted, field = [written.due_on], "due_on"
    if not all(plan.first_day <= one <= plan.last_day for one in wanted):
        raise Invalid(field, _("The day lies within the years of the plan."))
    by_days = written.every == PlanItem.Every.DAYS
    return [one.isoformat() for one in wanted] if by_days else []


def _row(plan: Plan, ident: int | None) -> PlanItem:
    rows = plan.items.all()
    if ident is None:
        numbers = list(rows.values_list("ident", flat=True))
        if len(numbers) >= MOST_ITEMS:
            raise Invalid("", _("A plan holds at most %(most)s items.") % {"most": MOST_ITEMS})
        return PlanItem(plan=plan, ident=max(numbers, default=0) + 1)
    found = rows.filter(ident=ident).first()
    if found is None:
        raise Invalid("ident", _("This is no item of the draft."))
    return found
