"""Who has to sign the undertaking of a year, by when, and who has (4.M2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from shoumi.domains.committee.models import Undertaking
from shoumi.domains.committee.rules.appointing import sign_by
from shoumi.domains.committee.seating import HELD, Seating, seating
from shoumi.kernel.accounts.models import Appointment, OrgUnit, Person, Post
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import ends
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.tasks.calendar import work_calendar


@dataclass(frozen=True)
class Pledge:
    """One person's part in the undertaking of a year: `since` is the first day in a seat that he
    holds, `signed` how he signed, if he did by then."""

    person: Person
    seats: tuple[Appointment, ...]
    since: date
    due_on: date
    signed: Receipt | None

    @property
    def signed_on(self) -> date | None:
        if self.signed is None or self.signed.done_at is None:
            return None
        return self.signed.signed_on or local_day(self.signed.done_at)


def seats_under(found: Seating, entity: OrgUnit) -> list[Appointment]:
    """The seats under this committee, those of departments among them."""
    above: dict[int, int | None] = {}
    rows = [one for one in found.held if one.post.role in HELD]
    for one in rows:
        unit = one.post.org_unit
        if unit.pk not in above:
            committee = found.committee_of(unit)
            above[unit.pk] = committee.pk if committee is not None else None
    return [one for one in rows if above[one.post.org_unit_id] == entity.pk]


def pledging_posts(entity: OrgUnit, day: date) -> list[Post]:
    """The posts whose holders sign, under this committee."""
    rows = seats_under(seating(day), entity)
    return list({one.post_id: one.post for one in rows}.values())


def not_asked_yet(undertaking: Undertaking, day: date) -> list[Person]:
    """Who holds a seat on that day and was sent no text."""
    asked = set(
        Receipt.objects.filter(dispatch__record_id=undertaking.pk).values_list("person", flat=True)
    )
    rows = seats_under(seating(day), undertaking.entity)
    found = {one.person_id: one.person for one in rows if one.person_id not in asked}
    return [found[key] for key in sorted(found)]


def pledges(
    found: Seating, entity: OrgUnit, undertakings: Sequence[Undertaking], year: int
) -> list[Pledge]:
    """Everybody in a seat of this committee on the day of `found`, in the order of the seats;
    `undertakings` are those of all years that were sent out by then. Two queries."""
    rows = seats_under(found, entity)
    own = sorted((one for one in undertakings if one.entity_id == entity.pk), key=_year_of)
    mine = [one.pk for one in own if one.year == year]
    first = own[0].opened_on if own and own[0].year == year else None
    said = Q(signed_on__lte=found.day) | Q(signed_on=None, done_at__lt=ends(found.day))
    done = Receipt.objects.filter(said, state="done", dispatch__record__in=mine)
    signed = {one.person_id: one for one in done.order_by("-pk")}
    calendar = work_calendar()
    seats: dict[int, list[Appointment]] = {}
    for one in rows:
        seats.setdefault(one.person_id, []).append(one)
    answer = []
    for key, held in seats.items():
        since = min(one.from_on for one in held)
        due = sign_by(year, since, calendar, first_asked=first)
        answer.append(Pledge(held[0].person, tuple(held), since, due, signed.get(key)))
    return answer


def _year_of(one: Undertaking) -> int:
    return one.year


def opened_by(day: date) -> list[Undertaking]:
    """The undertakings that were sent out by a day, of all years. One query."""
    return list(Undertaking.objects.filter(opened_on__lte=day).order_by("pk"))
