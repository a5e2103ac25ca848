"""What proves a verdict, as one person may see it: with an address only where it is his to open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.urls import reverse

from shoumi.kernel.controls import Evidence
from shoumi.kernel.records.models import Record


@dataclass(frozen=True)
class Proof:
    """One piece of evidence as drawn; `url` is empty where this person may not open it."""

    label: str
    url: str
    on: date | None
    recorded_on: date | None
    later: bool


class Proofs:
    """The addresses of all evidence on a page: one query for each kind of record among it."""

    def __init__(self, evidence: Iterable[Evidence], person: Any, at: datetime) -> None:
        self.urls = _addresses({item.subject for item in evidence}, person, at)

    def of(self, evidence: Iterable[Evidence], as_of: date) -> list[Proof]:
        return [
            Proof(
                item.label,
                self.urls.get(item.subject, ""),
                item.on,
                item.recorded_on,
                item.recorded_after(as_of),
            )
            for item in evidence
        ]


def _addresses(subjects: set[str], person: Any, at: datetime) -> dict[str, str]:
    """The address of each subject that is a record and visible to the person."""
    keys: dict[str, set[int]] = {}
    for subject in subjects:
        label, _slash, key = subject.partition("/")
        if key.isascii() and key.isdigit():
            keys.setdefault(label, set()).add(int(key))
    found: dict[str, str] = {}
    for label, wanted in keys.items():
        model = _record_model(label)
        if model is None:
            continue
        rows: Any = model._default_manager
        seen = rows.visible_to(person, at).filter(pk__in=wanted).values_list("pk", flat=True)
        found |= {f"{label}/{key}": reverse("records.record", args=[key]) for key in seen}
    return found


def _record_model(label: str) -> type[Record] | None:
    """The kind of record that a reference such as `register.tradesecret` names, if it is one."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Record) else None
