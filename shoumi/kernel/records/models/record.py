"""One row for each thing that the regime keeps, whatever its kind."""

from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as t

from shoumi.kernel.accounts.models import OrgUnit, Person
from shoumi.kernel.accounts.standing import Standing, local_day, standing
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.records.models import audience

# So many rows of audience reach somebody where two ways of asking the same cost about the same at
# 100,000 records: `docs/performance.md`.
FEW = 10_000
HANDFUL = 500


class RecordQuerySet(LoggedQuerySet[Any]):
    # A kind none of whose records is seen with its parent says so, and is asked the quicker way.
    stands_alone: ClassVar[bool] = False

    def visible_to(self, person: Any, at: datetime) -> Self:
        """What this person may see on that day: only what an audience row opens to him, be it the
        record's own or, for one that is seen with its parent, its parent's.

        Every list, count, search, drop-down and export passes here; a domain may only narrow.
        """
        seat = standing(person, at)
        if not seat.active:
            return self.none()
        found = openings(person, seat, local_day(at))
        return self.filter(found.by_itself if self.stands_alone else found.with_parents)

    def one_visible_to(self, key: int, person: Any, at: datetime) -> Self:
        """The record of that key, if `visible_to` shows it: of one record, only its own rows of
        audience need be asked, and its parent's."""
        seat = standing(person, at)
        if not seat.active:
            return self.none()
        return self.filter(openings(person, seat, local_day(at)).of_one, pk=key)

    def in_state(self, *states: str) -> Self:
        return self.filter(state__in=states)


def _opened(key: str, rows: audience.AudienceQuerySet, *, few: bool) -> Q:
    """That one of the rows opens the record whose key stands in that field."""
    if few:
        return Q(**{f"{key}__in": rows.values("record_id")})
    return Q(Exists(rows.filter(record_id=OuterRef(key))))


def _keys(rows: audience.AudienceQuerySet) -> QuerySet[Any]:
    """What the rows open as one list, to begin from: of two conditions joined by OR, each with a
    list of its own, a database tries record after record."""
    parents = rows.values("record_id")
    children = Record.objects.filter(seen_with_parent=True, parent_id__in=parents)
    return parents.union(children.values("pk"), all=True)


class Openings:
    """What opens a record to one person on one day.

    SQLite can't weigh itself whether it is quicker to begin from the rows that reach the person
    than to try record after record, so for a list they are counted, to just beyond `FEW`. One
    query.
    """

    def __init__(self, seat: Standing, day: date) -> None:
        self.seat, self.day = seat, day
        self.rows = audience.Audience.objects.reaching(seat, day)

    @cached_property
    def _reach(self) -> int:
        return self.rows.values("pk")[: FEW + 1].count()

    @cached_property
    def by_itself(self) -> Q:
        return _opened("pk", self.rows, few=self._reach <= FEW)

    @cached_property
    def with_parents(self) -> Q:
        if self._reach <= HANDFUL:
            return Q(pk__in=_keys(self.rows))
        return self._or_parents(few=self._reach <= FEW)

    @cached_property
    def of_one(self) -> Q:
        """Asked of one record, only its own rows and its parent's are looked at."""
        return self._or_parents(few=False)

    def _or_parents(self, *, few: bool) -> Q:
        own, parents = (_opened(key, self.rows, few=few) for key in ("pk", "parent_id"))
        return own | Q(parents, seen_with_parent=True)


def openings(person: Any, seat: Standing, day: date) -> Openings:
    """Kept on the person for as long as the standing is, which is a request: a page asks for each
    of its lists. The rows are read anew each time; their count grown old costs time and never
    changes what is seen."""
    kept: Openings | None = getattr(person, "_openings", None)
    if kept is None or kept.seat is not seat or kept.day != day:
        kept = person._openings = Openings(seat, day)
    return kept


class Record(VersionedModel):
    """The concrete base; a domain's model extends it, so that tasks, approvals, papers, receipts
    and audiences hold real foreign keys to one table.

    `number` is given when the record is issued, without gaps, and never again.
    """

    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, null=True, unique=True)
    title = models.CharField(max_length=200)
    grade = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=30)
    entity = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="records")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="owned")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    seen_with_parent = models.BooleanField(default=False)
    clause = models.CharField(max_length=20, blank=True)
    legal_hold = models.BooleanField(default=False)

    free_text: ClassVar[tuple[str, ...]] = ("title",)
    free_text_about = "pk"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "kind",
            "number",
            "title",
            "grade",
            "state",
            "entity",
            "org_unit",
            "owner",
            "created_by",
            "created_at",
            "due_on",
            "parent",
            "seen_with_parent",
            "clause",
            "legal_hold",
            "version",
        )  # fmt: skip
    }
    objects: ClassVar[RecordQuerySet] = manager_of(RecordQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "state", "-id"], name="records_kind_state"),
            models.Index(fields=["kind", "org_unit", "-id"], name="records_kind_unit"),
            models.Index(fields=["kind", "due_on"], name="records_kind_due"),
            models.Index(fields=["kind", "grade", "-id"], name="records_kind_grade"),
        ]

    def __str__(self) -> str:
        return self.number or t("unnumbered %(key)s") % {"key": self.pk}

    def is_visible_to(self, person: Any, at: datetime) -> bool:
        """Whether `visible_to` shows this record. One query, and the standing."""
        seat = standing(person, at)
        if not seat.active:
            return False
        opening = [self.pk]
        if self.seen_with_parent and self.parent_id is not None:
            opening.append(self.parent_id)
        rows = openings(person, seat, local_day(at)).rows
        return rows.filter(record_id__in=opening).exists()

    @property
    def reference(self) -> str:
        """How papers, notices and addresses name the record: by number, never by title."""
        return str(self)
