"""What the body of a secret's page shows to one reader, and what happens to it next.

Sealed texts come only when asked for; see `views.reading`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, Prefetch, Value, prefetch_related_objects
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.content import Content
from shoumi.domains.register.forms.terms import worded
from shoumi.domains.register.knowing import knowers
from shoumi.domains.register.models import CarrierPlace, Change, Grade, TradeSecret
from shoumi.domains.register.placing import placed
from shoumi.domains.register.rules.elements import Element, MeasureType
from shoumi.domains.register.stages import panel, stages
from shoumi.domains.register.submission import readiness
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUND, POINT, PLACE, MEASURE = "ground", "point", "place", "measure"
CLOSED = ("quarantined", "entombed")


@dataclass(frozen=True)
class Part:
    """One row of a description: its part, its kind or place within it, its plain words."""

    since: date
    part: str
    key: str
    text: str


@dataclass(frozen=True)
class Taken:
    """One of the ten kinds of measure; without a day it is not taken."""

    label: "StrOrPromise"
    note: str
    since: date | None
    may_lack: bool


@dataclass(frozen=True)
class Ground:
    """One legal element: since when it has grounds, and their words once they were opened."""

    label: "StrOrPromise"
    since: date | None
    text: str = ""


@dataclass(frozen=True)
class Opened:
    """The sealed texts as the page shows them."""

    brief: str
    grounds: list[Ground]
    points: list[tuple[int, str]]


def body(secret: TradeSecret, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `register/_secret_body.html` needs."""
    day = local_day(at)
    grades = grades_of(secret)
    missing = readiness(secret).missing if secret.state == "nominated" else ()
    told = panel(secret, person, day, missing)
    rows = _parts(secret)
    was_in_force = secret.effective_on is not None
    if was_in_force:
        _with_changes(secret)
    return {
        "panel": told,
        "stages": stages(secret, told, grades),
        "facts": list(_facts(secret, grades, day)),
        "grounds": _grounds(rows),
        "points": sum(1 for row in rows if row.part == POINT),
        "places": _places(rows),
        "audience": knowers(secret, day),
        "measures": _measures(rows),
        "changes": _changes(secret, grades) if was_in_force else [],
        "reviews": secret.reviews.select_related("reviewer").order_by("-on")
        if was_in_force
        else [],
        "may_read": may(person, "register.read_content", secret, at),
        "is_closed": secret.state in CLOSED,
    }


def _with_changes(secret: TradeSecret) -> None:
    """Read once for all who ask for them on the page, the latest first."""
    rows = Change.objects.select_related("proposed_by").order_by("-proposed_at")
    prefetch_related_objects([secret], Prefetch("changes", rows))


def grades_of(secret: TradeSecret) -> dict[str, Grade]:
    """All grades by code; kept on the record for the length of a request, as head and body ask."""
    kept: dict[str, Grade] | None = secret.__dict__.get("_grades")
    if kept is None:
        kept = secret.__dict__["_grades"] = {one.code: one for one in Grade.objects.all()}
    return kept


def _parts(secret: TradeSecret) -> list[Part]:
    """Grounds, points, carriers and measures as they stand today, without sealed texts. One
    query."""
    found = [
        _part_rows(secret.grounds, GROUND, "element", Value("")),
        _part_rows(secret.points, POINT, "place", Value("")),
        _part_rows(secret.places, PLACE, "medium", F("whereabouts")),
        _part_rows(secret.measures, MEASURE, "kind", F("note")),
    ]
    return [Part(*row) for row in found[0].union(*found[1:], all=True)]


def _part_rows(rows: Any, part: str, key: str, text: Any) -> Any:
    plain = CharField()
    return (
        rows.filter(until_on=None)
        .order_by()
        .annotate(part=Value(part, plain), key=Cast(key, plain), text=Cast(text, plain))
        .values_list("from_on", "part", "key", "text")
    )


def opened(content: Content) -> Opened:
    told = [Ground(one.label, None, content.grounds.get(one.value, "")) for one in Element]
    return Opened(content.brief, told, sorted(content.points.items()))


def _grounds(rows: list[Part]) -> list[Ground]:
    """The three elements, each given or not; without their words."""
    given = {row.key: row.since for row in rows if row.part == GROUND}
    return [Ground(one.label, given.get(one.value)) for one in Element]


def _places(rows: list[Part]) -> list[tuple[str, Any, date]]:
    """Where each carrier is, what kind it is, and since when."""
    there = sorted((row for row in rows if row.part == PLACE), key=lambda row: row.since)
    return [(row.text, CarrierPlace.Medium(row.key).label, row.since) for row in there]


def _facts(secret: TradeSecret, grades: dict[str, Grade], day: date) -> Iterable[tuple[Any, Any]]:
    kind = information().types.get(secret.category)
    yield _("Kind of information"), str(kind.name) if kind else secret.category
    yield from placed(secret, day)
    origin = secret.get_origin_display() if secret.origin else ""
    yield _("Origin"), f"{origin} · {secret.origin_note}" if secret.origin_note else origin
    if secret.grade:
        yield _("Grade"), grades.get(secret.grade)
        yield _("Term"), _term(secret.term, secret.term_ends_on)
        yield _("In force since"), _day(secret.effective_on)
    else:
        yield _("Proposed grade"), grades.get(secret.proposed_grade)
        yield _("Proposed term"), worded(secret.proposed_term) if secret.proposed_term else ""
    if secret.ended_on:
        yield _("Ended on"), _day(secret.ended_on)
    yield _("Rights holder"), secret.entity
    yield _("Nominated on"), _day(secret.nominated_on)
    if secret.due_on:
        yield _("Next review by"), _day(secret.due_on)
    if secret.previous_number:
        yield _("Earlier number"), secret.previous_number
    if secret.legacy_mark:
        yield _("Earlier mark"), secret.legacy_mark


def _term(stored: str, ends: date | None) -> str:
    """The term in words, with its last day where the words don't hold it."""
    said, end = str(worded(stored)) if stored else "", _day(ends)
    if not end or end in said:
        return said
    last = _("up to %(day)s") % {"day": end}
    return f"{said} · {last}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _measures(rows: list[Part]) -> list[Taken]:
    by_kind = {row.key: row for row in rows if row.part == MEASURE}
    found = []
    for kind in MeasureType:
        row = by_kind.get(kind)
        is_other = kind is MeasureType.OTHER
        found.append(
            Taken(kind.label, row.text if row else "", row.since if row else None, is_other)
        )
    return found


def _changes(secret: TradeSecret, grades: dict[str, Grade]) -> list[dict[str, Any]]:
    """Old and new side by side, as the old mark is struck out beside the new one on paper."""
    return [
        {
            "change": change,
            "old": _said(change.from_grade, change.from_term, grades),
            "new": ""
            if change.kind == change.Kind.DECLASSIFY
            else _said(change.to_grade, change.to_term, grades),
        }
        for change in secret.changes.all()
    ]


def _said(grade: str, term: str, grades: dict[str, Grade]) -> str:
    words = [str(grades.get(grade, grade)), str(worded(term)) if term else ""]
    return " · ".join(word for word in words if word)
