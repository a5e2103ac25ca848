"""A plan beside what was done of it: by item, by department, by clause."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from shoumi.domains.programme.facts import items_of, progress
from shoumi.domains.programme.models import Plan, PlanItem
from shoumi.domains.programme.rules.counting import Count, Done, count, total
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.tasks.calendar import work_calendar


@dataclass(frozen=True)
class Row:
    """One item: all the times it was or is due, and how they count."""

    item: PlanItem
    times: Sequence[Done]
    count: Count


@dataclass(frozen=True)
class Compared:
    """The whole plan as it stands on a day."""

    rows: Sequence[Row]
    total: Count
    units: Sequence[tuple[OrgUnit, Count]]
    clauses: Sequence[tuple[str, Count]]


def compared(plan: Plan, day: date) -> Compared:
    """Three queries, whatever the number of items."""
    items = items_of(plan)
    keyed = {one.pk: one for one in _with_planned_works(items)}
    times = progress(plan, list(keyed.values()), work_calendar())
    rows = [Row(one, times[one.pk], count(times[one.pk], day)) for one in items]
    units: dict[OrgUnit, Count] = {}
    clauses: dict[str, Count] = {}
    for row in rows:
        if row.item.lead_unit is not None:
            units[row.item.lead_unit] = units.get(row.item.lead_unit, Count()) + row.count
        for clause in row.item.clauses:
            clauses[clause] = clauses.get(clause, Count()) + row.count
    return Compared(
        rows,
        total(one.count for one in rows),
        sorted(units.items(), key=lambda pair: pair[0].path),
        sorted(clauses.items(), key=lambda pair: _order(pair[0])),
    )


def _with_planned_works(items: Sequence[PlanItem]) -> Sequence[PlanItem]:
    """Each led now by whoever its work names, and for that unit."""
    for one in items:
        if one.planned_work is not None:
            one.lead, one.lead_unit = one.planned_work.lead, one.planned_work.lead_unit
    return items


def _order(clause: str) -> list[tuple[bool, int]]:
    """4.2 before 4.10, and 4.M1 after both."""
    parts = clause.split(".")
    return [(one.startswith("M"), int(one.removeprefix("M") or 0)) for one in parts]


def figures_of(found: Compared, day: date) -> dict[str, Any]:
    """The comparison as it is kept with the summary, in the words of the day."""
    return {
        "on": day.isoformat(),
        "total": asdict(found.total),
        "items": [
            {
                "ident": row.item.ident,
                "text": row.item.text,
                "lead": row.item.lead.name if row.item.lead is not None else "",
                "unit": row.item.lead_unit.name if row.item.lead_unit is not None else "",
                **asdict(row.count),
            }
            for row in found.rows
        ],
        "units": [{"name": unit.name, **asdict(one)} for unit, one in found.units],
        "clauses": [{"name": clause, **asdict(one)} for clause, one in found.clauses],
    }


def count_of(figures: Mapping[str, Any]) -> Count:
    """A count out of the kept figures."""
    names = ("planned", "done", "done_late", "open", "late", "withdrawn")
    return Count(**{name: int(figures[name]) for name in names})
