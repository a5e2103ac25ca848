"""What plans prove: adopted and issued in time, for this year and for the years around it (4.1)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.facts import planning
from shoumi.domains.programme.models import Plan
from shoumi.domains.programme.rules.timing import draft_by, issue_by
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control, worst
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition

SEE = Step(_("See the plans"), "programme.plans")
BEGIN = Step(_("Begin the plan"), "programme.plans")
# A plan of several years that was begun is to be adopted within so many days.
ADOPT_WITHIN = timedelta(days=180)
RENEW_NOTICE = timedelta(days=90)


class _Plans:
    """The plans of one sort that had been begun by a day and were not given up by then; by entity.
    Two queries."""

    def __init__(self, sort: str, as_of: date) -> None:
        rows = Plan.objects.filter(sort=sort, created_at__lt=ends(as_of))
        given_up = Transition.objects.filter(
            record__kind="plan", to_state__in=["declined", "withdrawn"], on__lte=as_of,
            recorded_at__lt=ends(as_of),
        )  # fmt: skip
        self.as_of = as_of
        self.rows = list(rows.exclude(pk__in=given_up.values("record_id")).order_by("pk"))

    def of(self, entity: OrgUnit) -> list[Plan]:
        return [one for one in self.rows if one.entity_id == entity.pk]

    def issued(self, plan: Plan) -> bool:
        return plan.issued_on is not None and plan.issued_on <= self.as_of

    def adopted(self, plan: Plan) -> bool:
        return plan.adopted_on is not None and plan.adopted_on <= self.as_of


def _nobody() -> Verdict:
    because = t("Nobody holds a seat on a committee yet, so that nobody is to plan.")
    return Verdict(Status.UNKNOWN, because)


@control(
    "programme.yearly_plan_adopted", title=_("This year's plan is adopted"), queries=4
)  # fmt: skip
def yearly_plan_adopted(as_of: date) -> Verdict:
    """4.1: each year has its plan, adopted and issued by 31 January; the next one is drafted by
    1 December."""
    entities = planning(as_of)
    if not entities:
        return _nobody()
    plans = _Plans(Plan.Sort.YEARLY, as_of)
    if not plans.rows:
        return Verdict(Status.UNKNOWN, t("No yearly plan has been begun yet."), step=BEGIN)
    year = as_of.year
    stands = [(_yearly(plans, one, year), one) for one in entities]
    status = worst(one for one, _unit in stands)
    shown = _evidence(
        one for unit in entities for one in plans.of(unit)
        if one.from_year in {year, year + 1}
    )  # fmt: skip
    lacking = t(", ").join(str(unit) for one, unit in stands if one is not Status.KEPT)
    if status is Status.KEPT:
        because = t("The plan for %(year)s is adopted and issued.") % {"year": year}
        return Verdict(status, because, shown, draft_by(year + 1))
    has_plan = all(_issued_for(plans, unit, year) for _one, unit in stands)
    due = draft_by(year + 1) if has_plan else issue_by(year)
    if status is Status.UNKNOWN:
        because = t("No yearly plan has been begun yet: %(units)s.") % {"units": lacking}
        return Verdict(status, because, shown, step=BEGIN)
    if has_plan:
        because = t("The plan for %(year)s was to be drafted by %(day)s: %(units)s.")
        told = {"year": year + 1, "day": due.isoformat(), "units": lacking}
        return Verdict(status, because % told, shown, due, SEE)
    because = t("The plan for %(year)s is to be adopted and issued by %(day)s: %(units)s.")
    told = {"year": year, "day": due.isoformat(), "units": lacking}
    return Verdict(status, because % told, shown, due, SEE if shown else BEGIN)


def _issued_for(plans: _Plans, unit: OrgUnit, year: int) -> bool:
    return any(plans.issued(one) for one in plans.of(unit) if one.from_year == year)


def _yearly(plans: _Plans, unit: OrgUnit, year: int) -> Status:
    mine = plans.of(unit)
    if not mine:
        return Status.UNKNOWN
    if not _issued_for(plans, unit, year):
        return Status.DUE if plans.as_of <= issue_by(year) else Status.BROKEN
    is_begun = any(one.from_year == year + 1 for one in mine)
    return Status.KEPT if is_begun or plans.as_of <= draft_by(year + 1) else Status.DUE


@control(
    "programme.long_term_plan_adopted", title=_("The long-term plan is adopted"), queries=4
)  # fmt: skip
def long_term_plan_adopted(as_of: date) -> Verdict:
    """4.1: a plan of several years covers this year; the next one is there before it ends."""
    entities = planning(as_of)
    if not entities:
        return _nobody()
    plans = _Plans(Plan.Sort.LONG, as_of)
    if not plans.rows:
        because = t("No plan of several years has been begun yet.")
        return Verdict(Status.UNKNOWN, because, step=BEGIN)
    stands = [_long(plans, one) for one in entities]
    status = worst(one for one, _due in stands)
    due = min((one for _status, one in stands if one is not None), default=None)
    shown = _evidence(one for unit in entities for one in plans.of(unit))
    told = {"day": due.isoformat() if due is not None else "", "units": _named(entities, stands)}
    because = {
        Status.KEPT: t("A plan of several years is adopted and issued; it runs until %(day)s."),
        Status.DUE: t("A plan of several years is to be adopted and issued by %(day)s: %(units)s."),
        Status.BROKEN: t("No adopted plan of several years covers this year: %(units)s."),
        Status.UNKNOWN: t("No plan of several years has been begun yet: %(units)s."),
    }[status]
    step = None if status is Status.KEPT else BEGIN if status is Status.UNKNOWN else SEE
    return Verdict(status, because % told, shown, due, step)


def _named(entities: Sequence[OrgUnit], stands: Sequence[tuple[Status, date | None]]) -> str:
    pairs = zip(entities, stands, strict=True)
    return t(", ").join(str(unit) for unit, (one, _due) in pairs if one is not Status.KEPT)


def _long(plans: _Plans, unit: OrgUnit) -> tuple[Status, date | None]:
    mine, as_of = plans.of(unit), plans.as_of
    if not mine:
        return Status.UNKNOWN, None
    issued = [one for one in mine if plans.issued(one) and plans.adopted(one)]
    covering = [one for one in issued if one.from_year <= as_of.year <= one.to_year]
    if covering:
        last = max(one.last_day for one in issued)
        return (Status.DUE if last - RENEW_NOTICE < as_of else Status.KEPT), last
    if issued and max(one.last_day for one in issued) < as_of:
        return Status.BROKEN, max(one.last_day for one in issued)
    due = max(local_day(mine[0].created_at) + ADOPT_WITHIN, mine[0].first_day)
    return (Status.DUE if as_of <= due else Status.BROKEN), due


def _evidence(plans: Iterable[Plan]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"programme.plan/{one.pk}", str(one), on=one.issued_on or local_day(one.created_at),
            recorded_on=local_day(one.created_at),
        )
        for one in plans
    )  # fmt: skip
