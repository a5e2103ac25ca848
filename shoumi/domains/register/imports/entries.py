"""The entries that a table speaks of, as they stand, each part in the form of a cell's meaning."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from shoumi.domains.register.actions import Place
from shoumi.domains.register.models import CarrierPlace, Measure, TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.foundation.sheets import BadCell, as_text
from shoumi.kernel.accounts.imports.tables import Table
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.records.models import Audience, Capacity

AT_ONCE = 500


@dataclass
class Entries:
    """Live entries that whoever brings the table may see, by number and by previous number."""

    day: date
    numbers: dict[str, TradeSecret]
    previous: dict[str, TradeSecret]
    places: dict[int, list[Place]]
    measures: dict[int, dict[str, str]]
    audience: dict[int, set[Any]]

    @classmethod
    def of(cls, table: Table, by: Any, at: datetime) -> "Entries":
        """Those that the table names; a few queries for every `AT_ONCE` of them."""
        entries = cls(local_day(at), {}, {}, {}, {}, {})
        seen = TradeSecret.objects.visible_to(by, at).filter(state__in=LIVE)
        seen = seen.select_related("owner", "org_unit").defer("brief")
        named = sorted({*_values(table, "number"), *_values(table, "previous_number")})
        for start in range(0, len(named), AT_ONCE):
            some = named[start : start + AT_ONCE]
            entries.add(list(seen.filter(Q(number__in=some) | Q(previous_number__in=some))))
        return entries

    def add(self, secrets: list[TradeSecret]) -> None:
        keys = [secret.pk for secret in secrets]
        for secret in secrets:
            self.numbers[secret.number or ""] = secret
            if secret.previous_number:
                self.previous[secret.previous_number] = secret
        for place in CarrierPlace.objects.filter(secret__in=keys, until_on=None):
            found = Place(place.medium, place.whereabouts, place.sha256)
            self.places.setdefault(place.secret_id, []).append(found)
        for measure in Measure.objects.filter(secret__in=keys, until_on=None):
            self.measures.setdefault(measure.secret_id, {})[measure.kind] = measure.note
        rows = Audience.objects.at(self.day).filter(record_id__in=keys, capacity=Capacity.KNOWS)
        for row in rows.select_related("person", "post__org_unit", "org_unit"):
            self.audience.setdefault(row.record_id, set()).add(row.whom)

    def by_number(self, number: str) -> TradeSecret | None:
        return self.numbers.get(number)

    def by_previous(self, number: str) -> TradeSecret | None:
        return self.previous.get(number) if number else None

    def knowing(self, secret: TradeSecret) -> set[Any]:
        """The audience without the owner, who always knows."""
        return {one for one in self.audience.get(secret.pk, set()) if one != secret.owner}

    def carriers(self, secret: TradeSecret) -> list[Place]:
        """The carriers as a cell tells of them: no hash, and nothing that would part it."""
        return [
            Place(place.medium, one_part(place.whereabouts))
            for place in self.places.get(secret.pk, [])
        ]

    def with_hashes(self, secret: TradeSecret, wanted: Iterable[Place]) -> list[Place]:
        """The carriers of a cell, each as it stood where it stood already."""
        stood = dict(zip(self.carriers(secret), self.places.get(secret.pk, []), strict=True))
        return [stood.get(place, place) for place in wanted]

    def noted(self, secret: TradeSecret) -> dict[str, str]:
        notes = self.measures.get(secret.pk, {})
        return {kind: one_part(note) for kind, note in notes.items()}

    def held(self, secret: TradeSecret) -> dict[str, Any]:
        return {
            "title": one_cell(secret.title),
            "category": secret.category,
            "origin": secret.origin,
            "previous_number": secret.previous_number,
            "legacy_mark": secret.legacy_mark,
            "owner": secret.owner,
            "places": frozenset(self.carriers(secret)),
            "measures": self.noted(secret),
            "grade": secret.grade,
            "term": secret.term,
            "approved_on": secret.effective_on,
            "reviewed_on": secret.reviewed_on,
            "unit": secret.org_unit,
            "audience": frozenset(self.knowing(secret)),
        }


def one_part(text: str) -> str:
    """A text as one of several in a cell: what parts them becomes a comma."""
    return re.sub(r"\s*[;；\n\r]\s*", ", ", one_cell(text)).strip(", ")


def one_cell(text: str) -> str:
    """A text as it comes back from a cell."""
    try:
        return as_text(text)
    except BadCell:
        return text


def _values(table: Table, column: str) -> Iterator[str]:
    if column not in table.mapping:
        return
    place = table.mapping[column]
    for _number, row in table.rows:
        try:
            yield as_text(row[place])
        except BadCell:
            continue
