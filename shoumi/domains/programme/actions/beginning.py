"""Beginning a plan: from nothing, from a ready text, from last year's, or to amend one (4.1)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme import starters
from shoumi.domains.programme.actions.opening import open_to_office, require_step
from shoumi.domains.programme.facts import able_to_sign_in, items_of, progress
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.domains.programme.models.plan import BEFORE_ISSUE
from shoumi.domains.programme.rules.counting import count
from shoumi.domains.programme.rules.flow import PLAN
from shoumi.domains.programme.rules.timing import LONGEST_PLAN
from shoumi.foundation.periods import add_years
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import OFFICE, holders, local_day, standing
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_said, require_text
from shoumi.kernel.records.moves import begin
from shoumi.kernel.records.numbering import next_number
from shoumi.kernel.tasks.calendar import work_calendar

NOT_YOUR_ENTITY = Reason(
    "not_your_entity", _("You are not of the office of this company. Choose your own.")
)
THERE_ALREADY = Reason(
    "there_already",
    _("There is a plan for these years already. Open that one, or amend it if it is in force."),
)
ON_THE_WAY = Reason(
    "on_the_way", _("An amended plan is on its way already. Finish or withdraw that one first.")
)
NOT_YEARLY = Reason("not_yearly", _("Only a yearly plan is followed by next year's."))
COPIED = (
    "ident", "text", "text_en", "clauses", "lead", "lead_unit", "every", "due_on", "days",
    "keeps_day", "measure", "measure_en", "budget",
)  # fmt: skip


@action("programme.begin_plan", label=_("Begin a plan"), clauses=("4.1",))
def begin_plan(
    *,
    sort: str,
    entity: OrgUnit,
    from_year: int,
    to_year: int | None = None,
    title: str = "",
    title_en: str = "",
    carries_out: Plan | None = None,
    starter: str = "",
    by: Actor,
    at: datetime,
) -> Plan:
    """The draft of a plan, empty or with the items of a ready text. Raises Refused, Invalid."""
    if sort not in Plan.Sort.values:
        raise Invalid("sort", _("Choose one of the sorts offered."))
    last = from_year if sort == Plan.Sort.YEARLY else to_year or from_year
    _require_years(sort, from_year, last, local_day(at))
    if starter and starter not in starters.load():
        raise Invalid("starter", _("Choose one of the texts offered."))
    plan = _begin(entity, sort, from_year, last, title, title_en, carries_out, by, at)
    if starter:
        _take_over(plan, starters.load()[starter].items, at)
    return plan


@action(
    "programme.begin_next", label=_("Begin next year's plan"), clauses=("4.1",), reads=True,
    step="programme.begin_next",
)  # fmt: skip
def begin_next(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Next year's plan: what comes back comes over, and what is not done yet. Raises Refused."""
    if not plan.is_yearly:
        raise Refused(NOT_YEARLY)
    require_step(plan, "programme.begin_next")
    year = plan.from_year + 1
    long_plan = plan.carries_out if plan.carries_out and plan.carries_out.to_year >= year else None
    following = _begin(plan.entity, plan.sort, year, year, "", "", long_plan, by, at)
    items = items_of(plan)
    times, day = progress(plan, items, work_calendar()), local_day(at)
    coming = [
        one for one in items
        if one.every != PlanItem.Every.ONCE or count(times[one.pk], day).not_done
    ]  # fmt: skip
    for ident, one in enumerate(coming, start=1):
        row = _copy(one, following)
        row.ident, row.comes_from = ident, one
        row.due_on = add_years(one.due_on, 1) if one.due_on is not None else None
        row.days = [add_years(date.fromisoformat(day), 1).isoformat() for day in one.days]
        row.save()
    return following


@action(
    "programme.amend_plan", label=_("Amend it"), clauses=("4.1",), reads=True,
    step="programme.amend_plan",
)  # fmt: skip
def amend_plan(plan: Plan, *, because: str, by: Actor, at: datetime) -> Plan:
    """A new version that begins as a copy; the one in force holds until the new one is issued.
    Raises Refused, Invalid."""
    because = require_said("because", because, NOTE, _("Say why the plan is to be amended."))
    # Under the entity's lock, so that no two begin at once.
    OrgUnit.objects.select_for_update(no_key=True).get(pk=plan.entity_id)
    require_step(plan, "programme.amend_plan")
    if plan.superseded_by.filter(state__in=BEFORE_ISSUE).exists():
        raise Refused(ON_THE_WAY)
    base = plan.number or ""
    root = base.rsplit("-", 1)[0] if plan.ordinal > 1 else base
    before = Plan.objects.filter(number__startswith=f"{root}-").count() + 1
    amended = Plan(
        kind="plan", number=f"{root}-{before + 1}", title=plan.title, title_en=plan.title_en,
        entity=plan.entity, org_unit=plan.org_unit, owner=by if isinstance(by, Person) else None,
        clause="4.1", sort=plan.sort, from_year=plan.from_year, to_year=plan.to_year,
        aim=plan.aim, carries_out=plan.carries_out, ordinal=before + 1, supersedes=plan,
        because=because,
    )  # fmt: skip
    begin(amended, PLAN, step="programme.amend_plan", by=by, at=at)
    open_to_office(amended, at)
    for one in items_of(plan):
        row = _copy(one, amended)
        row.planned_work, row.comes_from = one.planned_work, one
        row.save()
    return amended


def _require_years(sort: str, first: int, last: int, day: date) -> None:
    if not day.year - 1 <= first <= day.year + LONGEST_PLAN:
        raise Invalid("from_year", _("A plan is made for this year or one soon to come."))
    if sort == Plan.Sort.LONG and not first < last <= first + LONGEST_PLAN - 1:
        raise Invalid("to_year", _("A plan of several years runs over two to ten years."))


def _begin(
    entity: OrgUnit,
    sort: str,
    first: int,
    last: int,
    title: str,
    title_en: str,
    carries_out: Plan | None,
    by: Actor,
    at: datetime,
) -> Plan:
    if not entity.is_entity or not standing(by, at).has_over(entity, *OFFICE):
        raise Refused(NOT_YOUR_ENTITY)
    word = "密计" if sort == Plan.Sort.YEARLY else "密划"
    # The number is drawn under the entity's lock, so that no two are begun for one year.
    number = next_number(entity, f"plan_{sort}", word, local_day(at).year)
    rivals = Plan.objects.standing().filter(
        entity=entity, sort=sort, from_year__lte=last, to_year__gte=first
    )
    if rivals.exists():
        raise Refused(THERE_ALREADY)
    if carries_out is not None and not fits_long_plan(carries_out, entity, sort, first):
        raise Invalid("carries_out", _("Choose a plan of several years that covers this year."))
    require_text("title", title, 200)
    require_text("title_en", title_en, 200)
    plan = Plan(
        kind="plan", number=number, title=title.strip() or _title(sort, first, last), entity=entity,
        org_unit=entity, owner=by if isinstance(by, Person) else None, clause="4.1", sort=sort,
        title_en=title_en.strip() or ("" if title.strip() else _title_en(sort, first, last)),
        from_year=first, to_year=last, carries_out=carries_out,
    )  # fmt: skip
    begin(plan, PLAN, step="programme.begin_plan", by=by, at=at)
    open_to_office(plan, at)
    return plan


def fits_long_plan(long_plan: Plan, entity: OrgUnit, sort: str, year: int) -> bool:
    covers = long_plan.from_year <= year <= long_plan.to_year
    is_long = long_plan.sort == Plan.Sort.LONG and sort == Plan.Sort.YEARLY
    return covers and is_long and entity.path.startswith(long_plan.entity.path)


def _title(sort: str, first: int, last: int) -> str:
    if sort == Plan.Sort.YEARLY:
        return f"{first} 年商业秘密保护工作计划"
    return f"{first}—{last} 年商业秘密保护发展规划"


def _title_en(sort: str, first: int, last: int) -> str:
    if sort == Plan.Sort.YEARLY:
        return f"Plan for the protection of trade secrets in {first}"
    return f"Development plan for the protection of trade secrets, {first} to {last}"


def _copy(item: PlanItem, plan: Plan) -> PlanItem:
    row = PlanItem(plan=plan)
    for name in COPIED:
        setattr(row, name, getattr(item, name))
    return row


def _take_over(plan: Plan, items: Sequence[starters.StarterItem], at: datetime) -> None:
    """The ready text's items, each led by who holds the post that it names, if anybody does."""
    day = local_day(at)
    known = {role: holders(plan.entity, role, on=day) for role in {one.lead for one in items}}
    able = able_to_sign_in(_all(known.values()))
    for ident, one in enumerate(items, start=1):
        lead = next((person for person in known[one.lead] if person.pk in able), None)
        PlanItem(
            plan=plan, ident=ident, text=one.text.zh, text_en=one.text.en,
            clauses=list(one.clauses), lead=lead, lead_unit=lead.org_unit if lead else None,
            every=one.every, due_on=date(plan.from_year, *one.due), measure=one.measure.zh,
            measure_en=one.measure.en,
        ).save()  # fmt: skip


def _all(found: Iterable[list[Person]]) -> list[Person]:
    return [one for persons in found for one in persons]
