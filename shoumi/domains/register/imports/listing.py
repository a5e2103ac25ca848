"""The register as a table: to be edited and brought back, or to be kept."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import Place
from shoumi.domains.register.catalogue import information
from shoumi.domains.register.imports.entries import AT_ONCE, Entries
from shoumi.domains.register.imports.ledger import LEDGER
from shoumi.domains.register.models import CarrierPlace, Grade, TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.domains.register.rules.elements import MeasureType
from shoumi.domains.register.rules.terms import term_in_words
from shoumi.foundation.sheets.reading import MAX_ROWS
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid

Row = Sequence[str | date | None]


def ledger(secrets: Any, *, person: Any, at: datetime) -> bytes:
    """The live ones of these secrets that the person may see, as .xlsx in the ledger's columns.

    Sealed texts stay where they are. Brought back unchanged it changes nothing. Raises Invalid for
    more rows than a table takes back.
    """
    seen = secrets.visible_to(person, at).filter(state__in=LIVE).order_by("pk")
    rows = list(seen.select_related("owner", "org_unit").defer("brief")[: MAX_ROWS + 1])
    if len(rows) > MAX_ROWS:
        raise Invalid("", _("The list has more than 20,000 rows. Narrow it by filters."))
    entries = Entries(local_day(at), {}, {}, {}, {}, {})
    for start in range(0, len(rows), AT_ONCE):
        entries.add(rows[start : start + AT_ONCE])
    grades = {grade.code: str(grade) for grade in Grade.objects.all()}
    return LEDGER.template([_row(secret, entries, grades) for secret in rows])


def _row(secret: TradeSecret, entries: Entries, grades: dict[str, str]) -> Row:
    category = information().types.get(secret.category)
    term = secret.term_value
    cells: dict[str, str | date | None] = {
        "number": secret.number,
        "previous_number": secret.previous_number,
        "title": secret.title,
        "unit": secret.org_unit.code,
        "owner": secret.owner.staff_number if secret.owner else "",
        "category": str(category.name) if category else secret.category,
        "grade": grades.get(secret.grade, secret.grade),
        "term": term_in_words(term) if term else "",
        "approved_on": secret.effective_on,
        "reviewed_on": secret.reviewed_on,
        "origin": str(TradeSecret.Origin(secret.origin).label) if secret.origin else "",
        "legacy_mark": secret.legacy_mark,
        "places": _joined(_place(place) for place in entries.carriers(secret)),
        "audience": _joined(sorted(_whom(one) for one in entries.knowing(secret))),
        "measures": _joined(_measure(kind, note) for kind, note in entries.noted(secret).items()),
    }
    return [cells.get(column.name) for column in LEDGER.columns]


def _joined(parts: Any) -> str:
    return "\n".join(parts)


def _place(place: Place) -> str:
    return f"{CarrierPlace.Medium(place.medium).label}: {place.whereabouts}"


def _measure(kind: str, note: str) -> str:
    label = str(MeasureType(kind).label) if kind in list(MeasureType) else kind
    return f"{label}: {note}" if note else label


def _whom(one: Any) -> str:
    return one.staff_number if isinstance(one, Person) else str(one)
