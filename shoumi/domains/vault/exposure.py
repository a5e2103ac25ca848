"""Who knew what when: everybody who could, and everybody who did, on any day (4.2, 6.2).

Could: named in the audience on that day, by person, post or unit, named for emergencies, or
holding a grant in its window. Did: opened, printed or copied out of a version, opened the sealed
texts, or had a carrier in hand by that day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.domains.people.duty import Held, held_by
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.models import Delegation, Disclosure, Grant, Handover, Use
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Audience, Capacity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TEXTS = "register.read_content"


@dataclass(frozen=True)
class Could:
    """Why somebody could know: in words, since when and until when."""

    why: "StrOrPromise"
    since: date
    until: date | None
    detail: str = ""


@dataclass(frozen=True)
class Did:
    """One thing that somebody did: when, what, and under which number and purpose."""

    at: datetime
    what: "StrOrPromise"
    number: str = ""
    purpose: str = ""
    pages: int = 0


@dataclass
class Knower:
    """A person with everything that could have made or made the secret known to him, and how he
    stood with what was required on that day."""

    person: Person
    could: list[Could] = field(default_factory=list)
    did: list[Did] = field(default_factory=list)
    held: tuple[Held, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When he met it last; what he did stands the latest first."""
        return self.did[0].at if self.did else None


def who_knew(secret: TradeSecret, day: date) -> list[Knower]:
    """Everybody who could know the secret on that day or had met it by its end; those who did
    first, the latest first. Some eleven queries, whatever the number of persons."""
    found: dict[int, Knower] = {}
    for person, could in _could(secret, day):
        found.setdefault(person.pk, Knower(person)).could.append(could)
    for person, did in _did(secret, day):
        found.setdefault(person.pk, Knower(person)).did.append(did)
    held = held_by(found, day)
    for pk, one in found.items():
        one.held = held[pk]
        one.did.sort(key=lambda did: did.at, reverse=True)
    met = [one for one in found.values() if one.did]
    met.sort(key=lambda one: one.did[0].at, reverse=True)
    others = [one for one in found.values() if not one.did]
    others.sort(key=lambda one: one.person.name)
    return [*met, *others]


@dataclass(frozen=True)
class Outsider:
    """A partner to whom something was given: under which agreement, from when, and what he did."""

    disclosure: Disclosure
    since: date
    until: date
    did: list[Did]


def who_knew_outside(secret: TradeSecret, day: date) -> list[Outsider]:
    """Every partner to whom something of the secret was handed out by the end of that day. Three
    queries."""
    end = ends(day)
    rows = Disclosure.objects.filter(
        secret=secret, history__step="vault.hand_out", history__recorded_at__lt=end
    ).annotate(since=Min("history__on"))
    looks = Use.objects.filter(at__lt=end).select_related("version__carrier")
    found = rows.order_by("-since", "-pk").prefetch_related(
        Prefetch("used", looks.prefetch_related("pages", "taken__carrier"))
    )
    return [
        Outsider(
            one, one.since, local_day(min(one.ends_at, one.revoked_at or one.ends_at)),
            [_of_use(use, one.purpose) for use in one.used.all()],
        )
        for one in found
    ]  # fmt: skip


def _of_use(use: Use, purpose: str) -> Did:
    """What was done with which carrier, and which copies came of it."""
    what = f"{Grant.Action(use.action).label} · {use.version.carrier.number}"
    taken = list(use.taken.all())
    parts = [one.part for one in taken if one.part]
    numbers = [str(one.carrier.number) for one in taken]
    what = " · ".join([what, *parts, *([f"→ {' '.join(numbers)}"] if numbers else [])])
    return Did(use.at, what, use.number, purpose, len({shown.page for shown in use.pages.all()}))


def _could(secret: TradeSecret, day: date) -> Iterator[tuple[Person, Could]]:
    rows = Audience.objects.at(day).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    named = list(rows.select_related("person__org_unit", "post__org_unit", "org_unit"))
    by_post = _holders([row.post_id for row in named if row.post_id], day)
    for row in named:
        if row.person is not None:
            why = _("Owner") if row.because == "owner" else _("Named in the audience")
            yield row.person, Could(why, row.from_on, row.until_on)
        for person in by_post.get(row.post_id or 0, ()):
            yield person, Could(_("By post"), row.from_on, row.until_on, str(row.post))
        if row.org_unit is not None:
            people = Person.objects.active(day).filter(org_unit__path__startswith=row.org_unit.path)
            for person in people.select_related("org_unit"):
                yield person, Could(_("By unit"), row.from_on, row.until_on, str(row.org_unit))
    yield from _granted(secret, day)
    for one in Delegation.objects.at(day).over(secret.org_unit).select_related("person__org_unit"):
        yield (
            one.person,
            Could(_("Named for emergencies"), one.from_on, one.until_on, str(one.unit)),
        )


def _holders(posts: list[int], day: date) -> dict[int, list[Person]]:
    rows = Appointment.objects.at(day).filter(post_id__in=posts).select_related("person__org_unit")
    found: dict[int, list[Person]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append(row.person)
    return found


def _granted(secret: TradeSecret, day: date) -> Iterator[tuple[Person, Could]]:
    rows = Grant.objects.ran_on(day).filter(secret=secret)
    for grant in rows.select_related("grantee__org_unit"):
        until = local_day(min(grant.ends_at, grant.revoked_at or grant.ends_at))
        detail = f"{grant.number} · {grant.purpose}"
        why = _("By emergency access") if grant.way == Grant.Way.EMERGENCY else _("By grant")
        yield grant.grantee, Could(why, local_day(grant.starts_at), until, detail)


def _did(secret: TradeSecret, day: date) -> Iterator[tuple[Person, Did]]:
    end = ends(day)
    uses = Use.objects.filter(version__carrier__secret=secret, person__isnull=False, at__lt=end)
    for use in uses.select_related(
        "person__org_unit", "grant", "version__carrier"
    ).prefetch_related("pages", "taken__carrier"):
        if use.person is not None:
            yield use.person, _of_use(use, use.grant.purpose if use.grant else "")
    yield from _texts(secret, end)
    yield from _hands(secret, day)


def _texts(secret: TradeSecret, end: datetime) -> Iterator[tuple[Person, Did]]:
    """Openings of the sealed texts, which only the log knows."""
    entries = list(
        Entry.objects.filter(
            subject=f"register.tradesecret/{secret.pk}", verb=TEXTS, outcome="done",
            recorded_at__lt=end,
        ).values_list("actor", "recorded_at", "index")
    )  # fmt: skip
    people = _by_pseudonym({actor for actor, _at, _index in entries})
    for actor, at, index in entries:
        if actor in people:
            number = "" if index is None else str(index)
            yield people[actor], Did(at, _("Opened the sealed texts"), number)


def _by_pseudonym(names: Iterable[str]) -> dict[str, Person]:
    rows = Person.objects.filter(pseudonym__in=list(names)).select_related("org_unit")
    return {person.pseudonym: person for person in rows}


def _hands(secret: TradeSecret, day: date) -> Iterator[tuple[Person, Did]]:
    rows = Handover.objects.filter(carrier__secret=secret, on__lte=day)
    for one in rows.select_related("to_person__org_unit", "carrier"):
        if one.to_person is not None:
            what = f"{one.get_kind_display()} · {one.carrier.number}"
            yield one.to_person, Did(one.recorded_at, what, "", one.purpose)


def what_was_known(person: Person, day: date, secrets: Any) -> list[tuple[TradeSecret, Knower]]:
    """For a person, every one of these secrets that he could know on that day or had met by then.

    `secrets` is what the reader of the list may see."""
    end = ends(day)
    met = Q(carriers__versions__uses__person=person, carriers__versions__uses__at__lt=end)
    held = Q(carriers__handovers__to_person=person, carriers__handovers__on__lte=day)
    granted = Q(grants__grantee=person)
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    reached = Audience.objects.reaching(standing(person, noon), day)
    named = Q(pk__in=reached.filter(capacity=Capacity.KNOWS).values("record_id"))
    for one in Delegation.objects.at(day).filter(person=person).select_related("unit"):
        named |= Q(org_unit__path__startswith=one.unit.path)
    found = []
    for secret in secrets.filter(met | held | granted | named).distinct().order_by("number", "pk"):
        mine = next((one for one in who_knew(secret, day) if one.person.pk == person.pk), None)
        if mine is not None:
            found.append((secret, mine))
    return found
