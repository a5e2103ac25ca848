"""Departments with carriers, and when each was counted last."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q

from shoumi.domains.vault.models import Carrier, Stocktaking
from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.records.models import Record


@dataclass(frozen=True)
class Department:
    """A department that has carriers on a day: since when, when it was counted last, and the record
    that stands for it where one is needed: the last stocktaking, else its first carrier."""

    unit: OrgUnit
    first_on: date
    last_on: date | None
    record: Record


def departments(day: date) -> list[Department]:
    """Four queries at most, whatever the number of departments."""
    there = Carrier.objects.filter(from_on__lte=day).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    )
    first = {
        row["org_unit"]: (row["since"], row["record"])
        for row in there.order_by()
        .values("org_unit")
        .annotate(since=Min("from_on"), record=Min("pk"))
    }
    counted = {
        row["org_unit"]: (row["last"], row["record"])
        for row in Stocktaking.objects.filter(closed_on__lte=day, org_unit__in=first)
        .order_by()
        .values("org_unit")
        .annotate(last=Max("closed_on"), record=Max("pk"))
    }
    chosen = {unit: counted.get(unit, first[unit]) for unit in first}
    records = Record.objects.in_bulk([record for _on, record in chosen.values()])
    units = OrgUnit.objects.in_bulk(list(first))
    return [
        Department(
            units[key], since, counted[key][0] if key in counted else None, records[chosen[key][1]]
        )
        for key, (since, _record) in sorted(first.items())
    ]
