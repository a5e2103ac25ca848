"""What the pages of a plan and of one of its items show to one reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.programme.access import keeps
from shoumi.domains.programme.comparing import Compared, compared
from shoumi.domains.programme.facts import dues, readiness, stands
from shoumi.domains.programme.models import Plan, PlanItem, PlannedWork
from shoumi.domains.programme.models.plan import OVER
from shoumi.domains.programme.rules.counting import Done, gravest
from shoumi.domains.programme.rules.flow import BEING_WRITTEN
from shoumi.domains.programme.rules.readiness import missing
from shoumi.domains.programme.wording import STANDS, TONES, said_count, said_day, when
from shoumi.foundation.periods import WorkCalendar
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.tasks.calendar import work_calendar
from shoumi.kernel.ui.components import Tone


@dataclass(frozen=True)
class Shown:
    """An item as the page draws it."""

    item: PlanItem
    when: str
    progress: str
    percent: int
    stand: str
    tone: Tone
    warnings: Sequence[str]
    url: str
    write_url: str


def plan_body(plan: Plan, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `programme/_plan_body.html` needs."""
    day, is_keeper = local_day(at), keeps(person, plan, at)
    found = compared(plan, day)
    is_issued = plan.issued_on is not None
    facts = readiness(plan, day) if is_keeper else None
    return {
        "facts": list(_facts(plan, found)),
        "items": _shown(plan, found, day, writes=plan.state in BEING_WRITTEN and is_keeper),
        "is_issued": is_issued,
        "estimated": plan.state not in OVER and _is_estimated(plan, day),
        "missing": missing(facts, plan.state) if facts is not None else [],
        "summary": plan.summary if is_keeper or plan.summary_adopted_on else "",
        "consultation_url": _at("programme.consultation", plan) if plan.consulted_from else "",
        "difference_url": _at("programme.difference", plan) if plan.supersedes_id else "",
        "year_url": _at("programme.year", plan) if is_issued else "",
        "newer": plan.superseded_by.filter(issued_on__isnull=False).first(),
        "carried_out_by": _visible(plan.carried_out_by, person, at),
    }


def _at(name: str, plan: Plan) -> str:
    return reverse(name, args=[plan.pk])


def _is_estimated(plan: Plan, day: date) -> bool:
    """Whether the holidays of a year that is still to come or under way are not known yet."""
    return not work_calendar().is_known(max(day, plan.first_day), max(day, plan.last_day))


def _visible(rows: Any, person: Any, at: datetime) -> list[Plan]:
    return list(rows.visible_to(person, at).order_by("from_year", "pk"))


def _facts(plan: Plan, found: Compared) -> Iterator[tuple[Any, Any]]:
    yield _("Years"), plan.years
    yield _("Company"), plan.entity
    if plan.aim:
        yield _("Aims"), plan.aim
    if plan.carries_out is not None:
        yield _("Carries out"), plan.carries_out.display_title
    if plan.supersedes is not None:
        yield _("Replaces"), plan.supersedes.number
        yield _("Amended because"), plan.because
    if plan.issued_on is not None:
        yield _("Progress"), said_count(found.total)
    for label, on in (
        (_("Departments asked until"), plan.consulted_until),
        (_("Adopted on"), plan.adopted_on),
        (_("Issued on"), plan.issued_on),
        (_("Held until"), plan.ended_on),
        (_("Summed up on"), plan.summed_up_on),
    ):
        if on is not None:
            yield label, on.isoformat()
    if plan.text_sha256:
        yield _("Hash of the plan (SHA-256)"), plan.text_sha256


def _shown(plan: Plan, found: Compared, day: date, *, writes: bool) -> list[Shown]:
    calendar, write = work_calendar(), reverse("programme.write_item", args=[plan.pk])
    rows = []
    for one in found.rows:
        stand = gravest(one.times, day) if plan.issued_on is not None else ""
        key = one.item.planned_work_id
        rows.append(
            Shown(
                one.item,
                when(one.item),
                said_count(one.count),
                one.count.percent,
                str(STANDS.get(stand, "")),
                TONES.get(stand, Tone.NEUTRAL),
                list(warnings(one.item, plan, calendar, day)),
                reverse("programme.item", args=[key]) if key is not None else "",
                f"{write}?item={one.item.ident}" if writes else "",
            )
        )
    return rows


def warnings(item: PlanItem, plan: Plan, calendar: WorkCalendar, day: date) -> Iterator[str]:
    """What whoever keeps the plan should know of an item's days and lead."""
    coming = [one for one in dues(item, plan, calendar) if one.on >= day]
    kept = [one.on.isoformat() for one in coming if one.kept_off]
    moved = [one for one in coming if one.moved]
    if kept:
        yield t("A day off: %(days)s. It is kept as entered.") % {"days": t(", ").join(kept)}
    if moved:
        yield t("%(day)s is a day off: it counts until %(by)s.") % {
            "day": moved[0].on.isoformat(), "by": moved[0].by.isoformat(),
        }  # fmt: skip
    if item.lead is not None and not item.lead.is_active(day):
        yield t("%(name)s has left: name another lead.") % {"name": item.lead}
    elif item.lead_unit is not None and not stands(item.lead_unit, day):
        yield t("%(unit)s is dissolved: name another lead.") % {"unit": item.lead_unit}


def planned_work_body(planned_work: PlannedWork, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `programme/_planned_work_body.html` needs."""
    day = local_day(at)
    plan = Plan.objects.get(children=planned_work.pk)
    row = next(
        (one for one in compared(plan, day).rows if one.item.planned_work_id == planned_work.pk),
        None,
    )
    seen = plan.is_visible_to(person, at)
    return {
        "facts": list(_item_facts(planned_work, plan, row.item if row is not None else None)),
        "item": row.item if row is not None else None,
        "warnings": list(warnings(row.item, plan, work_calendar(), day)) if row else [],
        "times": [_time(one, day) for one in row.times] if row is not None else [],
        "progress": said_count(row.count) if row is not None else "",
        "plan": plan if seen else None,
    }


def _item_facts(
    planned_work: PlannedWork, plan: Plan, item: PlanItem | None
) -> Iterator[tuple[Any, Any]]:
    yield _("Plan"), plan.number
    yield _("Lead"), f"{planned_work.lead} · {planned_work.lead_unit}"
    if item is None:
        return
    yield _("When"), when(item)
    yield _("Clauses"), t(", ").join(item.clauses) or None
    if item.measure:
        yield _("Measured by"), item.display_measure
    if item.budget:
        yield _("Budget"), item.budget


def _time(one: Done, day: date) -> dict[str, Any]:
    stand = one.standing(day)
    return {
        "by": one.by.isoformat(),
        "reported": said_day(one.reported_on),
        "label": STANDS[stand],
        "tone": TONES[stand],
    }
