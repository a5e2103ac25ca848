"""What the scope catalogues in force cover, and which secrets lie outside them, on any day (2.2).

A company without a catalogue of its own follows the one of the next company above it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.catalogue.scope import in_order
from shoumi.domains.register.models import ScopeEntry, TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.kernel.accounts.models import OrgUnit

Groups = frozenset[str]


@dataclass(frozen=True)
class Scope:
    """Secrets in force on a day, counted by company and kind of information; `covered` gives the
    groups of the catalogue that holds for a company, and leaves out one that has none; `editions`
    are those that these catalogues came from."""

    counts: Mapping[tuple[int, str], int]
    covered: Mapping[int, Groups]
    editions: tuple[int, ...]

    @property
    def secrets(self) -> int:
        return sum(self.counts.values())

    @property
    def without_category(self) -> int:
        return sum(count for (_entity, kind), count in self.counts.items() if not kind)

    @property
    def without_catalogue(self) -> int:
        """Secrets of companies for which no catalogue holds."""
        return sum(n for (entity, _kind), n in self.counts.items() if entity not in self.covered)

    @property
    def outside(self) -> dict[int, list[str]]:
        """By company, the kinds of information of its secrets that no entry covers."""
        found: dict[int, list[str]] = {}
        for entity, kind in sorted(self.counts):
            if kind and entity in self.covered and not covers(self.covered[entity], kind):
                found.setdefault(entity, []).append(kind)
        return found


def entries_for(unit: OrgUnit, day: date | None = None) -> list[ScopeEntry]:
    """Those that hold for a unit on that day, or now: of its own company's catalogue, else of the
    next company's above it that has one. One query."""
    rows = ScopeEntry.objects.filter(entity_id__in=unit.ancestor_ids)
    found = list(rows.filter(until_on=None) if day is None else rows.at(day))
    held = {one.entity_id for one in found}
    nearest = _nearest(unit, held)
    own = [one for one in found if one.entity_id == nearest]
    return sorted(own, key=lambda one: in_order(one.group, one.code))


def _nearest(unit: OrgUnit, companies: Collection[int]) -> int | None:
    """Which of these companies stands next above the unit, or is it."""
    return next((key for key in reversed(unit.ancestor_ids) if key in companies), None)


def covers(groups: Iterable[str], category: str) -> bool:
    """Whether an entry of one of these groups holds this kind of information."""
    known = information().types.get(category)
    return known is not None and known.group.code in groups


def scope_on(day: date) -> Scope:
    """Three queries at most, whatever the register holds."""
    rows = TradeSecret.objects.live_on(day).order_by().values_list("entity_id", "category")
    counts = {(entity, kind): count for entity, kind, count in rows.annotate(count=Count("*"))}
    entries = list(
        ScopeEntry.objects.at(day).order_by().values_list("entity_id", "edition_id", "group")
    )
    if not counts or not entries:
        return Scope(counts, {}, ())
    entities = OrgUnit.objects.filter(pk__in={entity for entity, _kind in counts}).order_by("pk")
    own: dict[int, set[str]] = {}
    editions = {entity: edition for entity, edition, _group in entries}
    for entity, _edition, group in entries:
        own.setdefault(entity, set()).add(group)
    covered, used = {}, set()
    for unit in entities:
        nearest = _nearest(unit, own)
        if nearest is not None:
            covered[unit.pk] = frozenset(own[nearest])
            used.add(editions[nearest])
    return Scope(counts, covered, tuple(sorted(used)))


def outside_scope(day: date) -> SecretQuerySet:
    """Secrets in force on that day of a kind that no entry of their company's catalogue covers."""
    wanted = Q(pk__in=[])
    for entity, kinds in scope_on(day).outside.items():
        wanted |= Q(entity_id=entity, category__in=kinds)
    return TradeSecret.objects.live_on(day).filter(wanted)


def is_outside(entries: Iterable[ScopeEntry], category: str) -> bool:
    """Of one secret, with the entries that hold for its department; where none do, nothing is."""
    groups = {one.group for one in entries}
    return bool(groups and category) and not covers(groups, category)


def covering(entries: Iterable[ScopeEntry], category: str) -> list[ScopeEntry]:
    """Those of these entries under which this kind of information falls."""
    return [one for one in entries if covers({one.group}, category)]


def the_only_entry(secret: TradeSecret) -> ScopeEntry | None:
    """That under which its kind of information falls, where just one does."""
    fitting = covering(entries_for(secret.org_unit), secret.category)
    return fitting[0] if len(fitting) == 1 else None


def same_entry(entry: ScopeEntry | None, entries: Iterable[ScopeEntry]) -> ScopeEntry | None:
    """The entry of the same code among these, which may be of a later edition."""
    if entry is None:
        return None
    return next((one for one in entries if one.code == entry.code), None)
