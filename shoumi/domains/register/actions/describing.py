"""The custodian refines a nomination: what it is, why it is a secret, where it is, who knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.nominating import require_entry
from shoumi.domains.register.content import GROUNDS, POINT, open_grounds, open_point
from shoumi.domains.register.models import (
    CarrierPlace,
    Grade,
    Grounds,
    Measure,
    ScopeEntry,
    SecretPoint,
    TradeSecret,
)
from shoumi.domains.register.rules.elements import Element, MeasureType, refused
from shoumi.domains.register.rules.flow import FLOW
from shoumi.domains.register.rules.grading import term_objection
from shoumi.domains.register.rules.marks import bears_state_marks
from shoumi.domains.register.scoping import the_only_entry
from shoumi.kernel.access import Actor, decide
from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import STATEMENT, Invalid, action, require_text, require_texts
from shoumi.kernel.records.models import Audience, Capacity
from shoumi.kernel.records.moves import close_to, move, open_to
from shoumi.kernel.storage.fields import fields_for_opening, fields_for_sealing

Whom = Person | Post | OrgUnit


@dataclass(frozen=True)
class Place:
    """Where a carrier is; `sha256` only where a file's hash was taken."""

    medium: str
    whereabouts: str
    sha256: str = ""


@dataclass(frozen=True)
class Description:
    """What the custodian says of a secret; a part that is None stays as it is. `scope_entry` is ""
    where it follows from the category, or there is none."""

    title: str | None = None
    category: str | None = None
    scope_entry: ScopeEntry | Literal[""] | None = None
    origin: str | None = None
    origin_note: str | None = None
    owner: Person | None = None
    grounds: dict[str, str] | None = None
    points: Sequence[str] | None = None
    places: Sequence[Place] | None = None
    audience: Sequence[Whom] | None = None
    measures: dict[str, str] | None = None
    factors: dict[str, int] | None = None
    assistant: dict[str, Any] | None = None
    proposed_grade: str | None = None
    proposed_term: str | None = None


@action("register.refine", label=_("Describe it"), clauses=("2.1", "4.2"), step="register.refine")
def refine(
    secret: TradeSecret, *, description: Description, by: Actor, at: datetime
) -> TradeSecret:
    """Complete or correct a nomination. Raises Invalid, Refused."""
    _require_texts(description)
    _refuse_state_marks(description)
    _set_plain(secret, description, at)
    if description.grounds is not None:
        _set_grounds(secret, description.grounds, by, at)
    if description.points is not None:
        _set_points(secret, description.points, by, at)
    if description.places is not None:
        set_places(secret, description.places, at)
    if description.audience is not None:
        set_audience(secret, description.audience, at)
    if description.measures is not None:
        set_measures(secret, description.measures, at)
    move(secret, FLOW, "register.refine", by=by, at=at)
    return secret


def _require_texts(description: Description) -> None:
    for name, most in (("title", 200), ("category", 40), ("origin_note", 300)):
        require_text(name, getattr(description, name) or "", most)
    require_texts(description.grounds or {}, STATEMENT)
    for point in description.points or ():
        require_text("points", point, STATEMENT)
    require_places(description.places or ())
    require_measures(description.measures or {})


def require_places(places: Sequence[Place]) -> None:
    """Raises Invalid for a kind of carrier that there isn't, or a text that can't be taken."""
    for place in places:
        require_text("places", place.whereabouts, 200)
        require_text("places", place.sha256, 64)
        if place.medium not in CarrierPlace.Medium.values:
            raise Invalid("places", _("Choose what kind of carrier it is."))


def require_measures(measures: dict[str, str]) -> None:
    """Raises Invalid for a measure that there isn't, or a note that can't be taken."""
    for kind, note in measures.items():
        if kind not in {one.value for one in MeasureType}:
            raise Invalid("measures", _("Choose from the measures offered."))
        require_text("measures", note, 300)


def require_origin(origin: str) -> None:
    """Raises Invalid for an origin that there isn't; none at all may wait."""
    if origin and origin not in TradeSecret.Origin.values:
        raise Invalid("origin", _("Choose one of the origins offered."))


def beside(places: Sequence[Place], measures: dict[str, str]) -> list[str]:
    """What is written about carriers and measures, to be searched for a state secret's marks."""
    return [*(place.whereabouts for place in places), *measures.values()]


def _refuse_state_marks(description: Description) -> None:
    texts = [description.title or "", description.origin_note or ""]
    texts += list((description.grounds or {}).values()) + list(description.points or [])
    texts += beside(description.places or (), description.measures or {})
    if bears_state_marks("\n".join(texts)):
        raise Invalid(
            "",
            _("This bears the mark of a state secret, which must not be entered here. Nothing was "
              "saved. If it is one, quarantine the entry and call your state-secrets office."),
        )  # fmt: skip


def _set_plain(secret: TradeSecret, description: Description, at: datetime) -> None:
    for name in ("title", "category", "origin", "origin_note", "factors", "assistant"):
        value = getattr(description, name)
        if value is not None:
            setattr(secret, name, value.strip() if isinstance(value, str) else value)
    if not secret.title:
        raise Invalid("title", _("Give it a name that others in the company will recognise."))
    require_origin(secret.origin)
    if description.scope_entry is not None:
        if description.scope_entry and description.scope_entry.pk != secret.scope_entry_id:
            require_entry(description.scope_entry, secret.org_unit, local_day(at))
        secret.scope_entry = description.scope_entry or the_only_entry(secret)
    if description.owner is not None:
        _require_same_entity(secret, description.owner)
        secret.owner = description.owner
        open_to(secret, description.owner, Capacity.KNOWS, because="owner", at=at)
    if description.proposed_grade is not None:
        secret.proposed_grade = require_grade(description.proposed_grade).code
    if description.proposed_term is not None:
        against = term_objection(description.proposed_term, local_day(at))
        if against is not None:
            raise Invalid("proposed_term", against)
        secret.proposed_term = description.proposed_term


def require_grade(code: str, field: str = "proposed_grade") -> Grade:
    """A grade of the scheme in use. Raises Invalid, for that field."""
    grade = Grade.objects.in_use().filter(code=code).first()
    if grade is None:
        raise Invalid(field, _("Choose one of the grades in use."))
    return grade


def _require_same_entity(secret: TradeSecret, owner: Person) -> None:
    if owner.org_unit.entity_id != secret.entity_id:
        raise Invalid("owner", _("The owner belongs to the company that holds the right."))


def _set_grounds(secret: TradeSecret, texts: dict[str, str], by: Actor, at: datetime) -> None:
    sealing = fields_for_sealing(secret, at=at)
    latest = {row.element: row for row in secret.grounds.order_by("edition")}
    _require_grounds(texts)
    for element, text in texts.items():
        old = latest.get(element)
        if _says(old, text.strip(), secret, by, at):
            continue
        edition = _end(old, at)
        if text.strip():
            sealed = sealing.seal(text.strip(), field=GROUNDS, row=element, version=edition)
            Grounds(
                secret=secret, element=element, edition=edition, statement=sealed,
                from_on=local_day(at), recorded_at=at,
            ).save()  # fmt: skip


def _require_grounds(texts: dict[str, str]) -> None:
    """Grounds may wait, but what is written must say something, and of its own element (2.1).
    Raises Invalid."""
    if not texts.keys() <= {one.value for one in Element}:
        raise Invalid("grounds", _("There are three elements, no others."))
    for gap in refused(texts):
        raise Invalid(gap.element, gap.because)


def _set_points(secret: TradeSecret, texts: Sequence[str], by: Actor, at: datetime) -> None:
    sealing = fields_for_sealing(secret, at=at)
    latest = {row.place: row for row in secret.points.order_by("edition")}
    wanted = [text.strip() for text in texts if text.strip()]
    for place in range(1, max(len(wanted), *latest, 0) + 1):
        old, text = latest.get(place), wanted[place - 1] if place <= len(wanted) else ""
        if _says(old, text, secret, by, at):
            continue
        edition = _end(old, at)
        if text:
            sealed = sealing.seal(text, field=POINT, row=str(place), version=edition)
            SecretPoint(
                secret=secret, place=place, edition=edition, statement=sealed,
                from_on=local_day(at), recorded_at=at,
            ).save()  # fmt: skip


def _says(
    row: Grounds | SecretPoint | None, text: str, secret: TradeSecret, by: Actor, at: datetime
) -> bool:
    """Whether the version in force says just this already; nothing in force says nothing."""
    if row is None or row.until_on is not None:
        return not text
    fields = fields_for_opening(secret, decide(by, "register.refine", secret, at), at=at)
    opened = open_grounds(fields, row) if isinstance(row, Grounds) else open_point(fields, row)
    return opened == text


def _end(row: Grounds | SecretPoint | None, at: datetime) -> int:
    """End the version in force today, if there is one; answers the number of the next."""
    if row is None:
        return 1
    if row.until_on is None:
        row.until_on = local_day(at)
        row.save()
    return row.edition + 1


def set_places(secret: TradeSecret, places: Sequence[Place], at: datetime) -> None:
    wanted = {(place.medium, place.whereabouts.strip(), place.sha256) for place in places}
    wanted = {place for place in wanted if place[1]}
    for row in secret.places.filter(until_on__isnull=True):
        key = (row.medium, row.whereabouts, row.sha256)
        if key in wanted:
            wanted.discard(key)
        else:
            row.until_on = local_day(at)
            row.save()
    for medium, whereabouts, sha256 in sorted(wanted):
        CarrierPlace(
            secret=secret, medium=medium, whereabouts=whereabouts, sha256=sha256,
            from_on=local_day(at),
        ).save()  # fmt: skip


def set_audience(secret: TradeSecret, wanted: Sequence[Whom], at: datetime) -> None:
    """Make exactly these the audience, the owner always among them. Never “all”: raises Invalid."""
    day = local_day(at)
    for one in wanted:
        require_named(one)
    keep = {(type(one), one.pk) for one in wanted}
    rows = Audience.objects.at(day).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    for row in rows.select_related("person", "post", "org_unit"):
        if (type(row.whom), row.whom.pk) not in keep and row.person_id != secret.owner_id:
            close_to(row, on=day)
    for one in wanted:
        open_to(secret, one, Capacity.KNOWS, because="audience", at=at)


def require_named(one: Whom) -> None:
    """Need-to-know names persons, posts or a department. Raises Invalid for a whole company."""
    if isinstance(one, OrgUnit) and one.is_entity:
        raise Invalid(
            "audience",
            _("Name persons, posts or a department. A whole company is not a need to know."),
        )


def set_measures(secret: TradeSecret, measures: dict[str, str], at: datetime) -> None:
    """The protective measures in force, with a note each; one left out ends today."""
    present = {row.kind: row for row in secret.measures.filter(until_on__isnull=True)}
    for kind, row in present.items():
        if kind not in measures or row.note != measures[kind].strip():
            row.until_on = local_day(at)
            row.save()
    for kind, note in measures.items():
        if kind not in present or present[kind].note != note.strip():
            Measure(
                secret=secret, kind=kind, note=note.strip(), from_on=local_day(at),
                recorded_at=at,
            ).save()  # fmt: skip
