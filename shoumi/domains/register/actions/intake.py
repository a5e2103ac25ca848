"""Writing secrets that were graded elsewhere, many at once. Called inside an action."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.describing import (
    Place,
    Whom,
    beside,
    require_measures,
    require_named,
    require_origin,
    require_places,
)
from shoumi.domains.register.content import BRIEF, GROUNDS, POINT
from shoumi.domains.register.models import (
    CarrierPlace,
    Grade,
    Grounds,
    Measure,
    Review,
    SecretPoint,
    TradeSecret,
)
from shoumi.domains.register.rules.grading import next_review, term_end
from shoumi.domains.register.rules.marks import bears_state_marks
from shoumi.foundation.periods import BadPeriod, Term
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.actions import STATEMENT, Invalid, require_text, require_texts
from shoumi.kernel.activity import ledger
from shoumi.kernel.records.models import Audience, Capacity, Record, Transition
from shoumi.kernel.records.numbering import next_numbers
from shoumi.kernel.storage.fields import SealedFields, fields_of_new

STEP = "register.enter_existing"
LONGEST = {"title": 200, "category": 40, "previous_number": 60, "legacy_mark": 60}
RECORD_FIELDS = [field.attname for field in Record._meta.concrete_fields]


@dataclass(frozen=True)
class Existing:
    """A secret as an older register holds it. `approved_on` is the true date of its approval."""

    title: str
    org_unit: OrgUnit
    owner: Person
    category: str
    grade: str
    term: str
    approved_on: date
    origin: str = TradeSecret.Origin.OWN
    previous_number: str = ""
    legacy_mark: str = ""
    reviewed_on: date | None = None
    grounds: dict[str, str] = field(default_factory=dict)
    points: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    audience: tuple[Whom, ...] = ()
    measures: dict[str, str] = field(default_factory=dict)


def require_existing_texts(existing: Existing) -> None:
    """Raises Invalid for a text that can't be taken, before anything searches it."""
    for name, most in LONGEST.items():
        require_text(name, getattr(existing, name), most)
    require_texts(existing.grounds, STATEMENT)
    for point in existing.points:
        require_text("points", point, STATEMENT)
    require_origin(existing.origin)
    require_places(existing.places)
    require_measures(existing.measures)


@dataclass
class Intake:
    """One act of entering; what many secrets share is read once."""

    by: Actor
    at: datetime
    _keepers: dict[int, list[Post]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return local_day(self.at)

    @cached_property
    def grades(self) -> dict[str, Grade]:
        return {grade.code: grade for grade in Grade.objects.in_use()}

    def enter(self, rows: Sequence[Existing]) -> list[TradeSecret]:
        """The secrets, in force since their true dates, in the rows' order. Raises Invalid."""
        for existing in rows:
            self.require(existing)
        secrets = [self._head(existing) for existing in rows]
        self._number(secrets)
        heads = Record.objects.bulk_create(
            Record(**{name: getattr(secret, name) for name in RECORD_FIELDS}) for secret in secrets
        )
        for secret, head in zip(secrets, heads, strict=True):
            secret.pk = secret.id = head.pk
        fields = fields_of_new(secrets, at=self.at)
        for secret, existing in zip(secrets, rows, strict=True):
            secret.brief = fields[secret.pk].seal(existing.title.strip(), field=BRIEF)
        TradeSecret.objects.bulk_extend(secrets)
        self._write_beside(secrets, rows, fields)
        return secrets

    def require(self, existing: Existing) -> None:
        """Raises Invalid with the field that speaks against entering it."""
        require_existing_texts(existing)
        if not existing.title.strip():
            raise Invalid("title", _("Give it a name that others in the company will recognise."))
        if existing.approved_on > self.day:
            raise Invalid("approved_on", _("It can't have been approved in the future."))
        if existing.reviewed_on is not None and existing.reviewed_on > self.day:
            raise Invalid("reviewed_on", _("It can't have been reviewed in the future."))
        texts = [existing.title, *existing.points, *existing.grounds.values()]
        texts += beside(existing.places, existing.measures)
        if bears_state_marks("\n".join(texts)):
            raise Invalid("title", _("This bears the mark of a state secret and can't be entered."))
        if existing.grade not in self.grades:
            raise Invalid("grade", _("Choose one of the grades in use."))
        if existing.org_unit.entity_id != existing.owner.org_unit.entity_id:
            raise Invalid("owner", _("The owner belongs to the company that holds the right."))
        for one in existing.audience:
            require_named(one)
        try:
            term_end(Term.parse(existing.term), existing.approved_on)
        except BadPeriod:
            raise Invalid("term", _("This is not a term.")) from None

    def _head(self, existing: Existing) -> TradeSecret:
        since = existing.approved_on
        months = self.grades[existing.grade].review_months
        return TradeSecret(
            kind="secret",
            title=existing.title.strip(),
            clause="4.2",
            state="active",
            org_unit=existing.org_unit,
            entity_id=existing.org_unit.entity_id or existing.org_unit.pk,
            owner=existing.owner,
            created_at=self.at,
            created_by=self.by if isinstance(self.by, Person) else None,
            category=existing.category,
            origin=existing.origin,
            grade=existing.grade,
            proposed_grade=existing.grade,
            term=existing.term,
            proposed_term=existing.term,
            term_ends_on=term_end(Term.parse(existing.term), since),
            nominated_on=since,
            decided_on=since,
            effective_on=since,
            reviewed_on=existing.reviewed_on,
            due_on=next_review(existing.reviewed_on or since, months),
            previous_number=existing.previous_number,
            legacy_mark=existing.legacy_mark,
        )

    def _number(self, secrets: Sequence[TradeSecret]) -> None:
        """Numbers of the year of the approval, from the series of the rights holder."""
        series: dict[tuple[OrgUnit, int], list[TradeSecret]] = {}
        for secret in secrets:
            holder = secret.org_unit.rights_holder
            series.setdefault((holder, secret.nominated_on.year), []).append(secret)
        for (entity, year), members in series.items():
            numbers = next_numbers(entity, "secret", "商业秘密", year, count=len(members))
            for secret, number in zip(members, numbers, strict=True):
                secret.number = number

    def _write_beside(
        self,
        secrets: Sequence[TradeSecret],
        rows: Sequence[Existing],
        fields: dict[int, SealedFields],
    ) -> None:
        """Everything that stands in tables of its own, each table at once."""
        beside: dict[type[Model], list[Model]] = {}
        for secret, existing in zip(secrets, rows, strict=True):
            parts = (
                *self._history(secret, existing),
                *self._content(secret, existing, fields[secret.pk]),
                *self._carried(secret, existing),
                *self._audience(secret, existing),
            )
            for row in parts:
                beside.setdefault(type(row), []).append(row)
        for model, made in beside.items():
            model._default_manager.bulk_create(made)

    def _history(self, secret: TradeSecret, existing: Existing) -> Iterator[Model]:
        """In force since the true date, and visibly recorded only now."""
        for source, target in (("", "nominated"), ("nominated", "active")):
            yield Transition(
                record_id=secret.pk, step=STEP, from_state=source, to_state=target,
                on=existing.approved_on, recorded_at=self.at, by_id=secret.created_by_id,
                entry=ledger.current().uid,
            )  # fmt: skip
        if existing.reviewed_on is not None:
            # By whom the older register does not say.
            yield Review(
                secret_id=secret.pk, on=existing.reviewed_on, outcome=Review.Outcome.KEEP,
                recorded_at=self.at,
            )  # fmt: skip

    def _content(
        self, secret: TradeSecret, existing: Existing, fields: SealedFields
    ) -> Iterator[Model]:
        since = existing.approved_on
        for element, text in existing.grounds.items():
            if text.strip():
                sealed = fields.seal(text.strip(), field=GROUNDS, row=element, version=1)
                yield Grounds(
                    secret_id=secret.pk, element=element, edition=1, statement=sealed,
                    from_on=since, recorded_at=self.at,
                )  # fmt: skip
        for place, text in enumerate(existing.points, start=1):
            sealed = fields.seal(text.strip(), field=POINT, row=str(place), version=1)
            yield SecretPoint(
                secret_id=secret.pk, place=place, edition=1, statement=sealed, from_on=since,
                recorded_at=self.at,
            )  # fmt: skip

    def _carried(self, secret: TradeSecret, existing: Existing) -> Iterator[Model]:
        for carrier in existing.places:
            yield CarrierPlace(
                secret_id=secret.pk, medium=carrier.medium, whereabouts=carrier.whereabouts,
                sha256=carrier.sha256, from_on=existing.approved_on,
            )  # fmt: skip
        for kind, note in existing.measures.items():
            yield Measure(
                secret_id=secret.pk, kind=kind, note=note.strip(), from_on=self.day,
                recorded_at=self.at,
            )  # fmt: skip

    def _audience(self, secret: TradeSecret, existing: Existing) -> Iterator[Model]:
        """The owner since the true date; the others, of whom no date is told, since today."""
        owner, since = existing.owner, existing.approved_on
        yield self._opened(secret, owner, Capacity.KNOWS, "owner", since)
        yield self._opened(secret, owner, Capacity.KEEPS, "nominator", self.day)
        for post in self._posts_that_keep(existing.org_unit):
            yield self._opened(secret, post, Capacity.KEEPS, "post", self.day)
        others = {(type(one), one.pk): one for one in existing.audience}
        others.pop((Person, owner.pk), None)
        for whom in others.values():
            yield self._opened(secret, whom, Capacity.KNOWS, "audience", self.day)

    def _opened(
        self, secret: TradeSecret, whom: Whom, capacity: Capacity, because: str, from_on: date
    ) -> Audience:
        return Audience(
            record_id=secret.pk,
            person_id=whom.pk if isinstance(whom, Person) else None,
            post_id=whom.pk if isinstance(whom, Post) else None,
            org_unit_id=whom.pk if isinstance(whom, OrgUnit) else None,
            capacity=capacity,
            from_on=from_on,
            because=because,
            recorded_at=self.at,
        )

    def _posts_that_keep(self, unit: OrgUnit) -> list[Post]:
        """The posts that see every entry of this unit, as for a nomination."""
        if unit.pk not in self._keepers:
            standing = Post.objects.filter(ended_on__isnull=True)
            self._keepers[unit.pk] = [
                *standing.filter(org_unit=unit, role__in=[Role.CUSTODIAN, Role.HEAD]),
                *standing.filter(
                    org_unit_id__in=unit.ancestor_ids, role__in=[*OFFICE, Role.COUNSEL]
                ),
            ]
        return self._keepers[unit.pk]
