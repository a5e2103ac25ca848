"""How the editions in force stood on any day: reviews, laws amended since, who has confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from shoumi.domains.policies.facts import basis_on
from shoumi.domains.policies.models import Edition, EditionReview
from shoumi.domains.policies.rules.readiness import acknowledge_by
from shoumi.domains.policies.rules.reviewing import (
    Amended,
    amended,
    next_review,
    review_due,
    yearly,
)
from shoumi.foundation.law import load_laws
from shoumi.kernel.accounts.models import Absence, Person
from shoumi.kernel.controls.days import ends
from shoumi.kernel.delivery.models import Receipt

REVISE = EditionReview.Finding.REVISE


@dataclass(frozen=True)
class Upheld:
    """An edition in force: when it is to be looked at again, and which laws changed since the last
    time."""

    edition: Edition
    due_on: date
    amended: tuple[Amended, ...]
    rests_on: int


def editions_on(day: date) -> list[Edition]:
    """In force on that day, the rule with each. One query."""
    rows = Edition.objects.in_force_at(day).select_related("rule__applies_to", "org_unit")
    return list(rows.order_by("pk"))


def upheld_on(editions: Sequence[Edition], day: date) -> list[Upheld]:
    """Two queries, whatever their number."""
    following = {one.pk: yearly(one.in_force_on or day) for one in editions}
    reviews = EditionReview.objects.filter(edition__in=editions, on__lte=day)
    for one in reviews.order_by("on", "pk"):
        following[one.edition_id] = next_review(one.on, revise=one.finding == REVISE)
    basis, laws = basis_on(editions, day), load_laws()
    return [
        Upheld(
            one,
            review_due(following[one.pk], basis[one.pk], laws, day),
            tuple(amended(basis[one.pk], laws, day)),
            len(basis[one.pk]),
        )
        for one in editions
    ]


@dataclass(frozen=True)
class Confirmation:
    """How many of those who must follow an edition have confirmed it by a day; of the others how
    many are late, and how many of these are away."""

    edition: Edition
    people: int
    confirmed: int
    late: int
    away: int

    @property
    def missing(self) -> int:
        return self.people - self.confirmed


def confirmations(editions: Sequence[Edition], day: date) -> list[Confirmation]:
    """Three queries, whatever the number of editions and persons."""
    people = list(
        Person.objects.active(day).values_list("pk", "org_unit__path", "from_on").order_by("pk")
    )
    away = set(Absence.objects.at(day).values_list("person_id", flat=True))
    done: dict[int, set[int]] = {one.pk: set() for one in editions}
    said = Q(signed_on__lte=day) | Q(signed_on=None, done_at__lt=ends(day))
    papers = {one.paper_id for one in editions}
    rows = Receipt.objects.filter(said, state="done", dispatch__document__in=papers)
    for edition, person in rows.values_list("dispatch__record_id", "person_id"):
        done[edition].add(person)
    return [_confirmation(one, people, done[one.pk], away, day) for one in editions]


def _confirmation(
    edition: Edition,
    people: Sequence[tuple[int, str, date]],
    done: set[int],
    away: set[int],
    day: date,
) -> Confirmation:
    path = edition.rule.applies_to.path
    begun = edition.in_force_on or day
    mine = [(key, since) for key, unit, since in people if unit.startswith(path)]
    late = [key for key, since in mine if key not in done and acknowledge_by(begun, since) < day]
    return Confirmation(
        edition,
        len(mine),
        sum(key in done for key, _since in mine),
        len(late),
        sum(key in away for key in late),
    )


def last_day(edition: Edition, day: date) -> date:
    """By when all who were there at the beginning are to have confirmed it."""
    begun = edition.in_force_on or day
    return acknowledge_by(begun, begun - timedelta(days=1))
