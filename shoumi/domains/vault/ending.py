"""What ends by the calendar, and what it finds changed by another hand (6.2)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions import end_disclosure, end_grant, flag_grant
from shoumi.domains.vault.facts import still_needing
from shoumi.domains.vault.models import Disclosure, Grant
from shoumi.domains.vault.rules.deciding import FORGED
from shoumi.domains.vault.rules.granting import LAPSES_AFTER
from shoumi.domains.vault.seals import wrongs
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day


def end_over(*, by: Actor, at: datetime) -> int:
    """Say on each record that it is over, as it is for every decision from its last instant on;
    answers how many there were. Two queries where there is none."""
    over = list(_over(at).order_by("ends_at", "pk"))
    for grant in over:
        end_grant(grant, by=by, at=at)
    given = Disclosure.objects.filter(state__in=["requested", "cleared", "open"], ends_at__lte=at)
    outside = list(given.order_by("ends_at", "pk"))
    for one in outside:
        end_disclosure(one, by=by, at=at)
    return len(over) + len(outside)


def _over(at: datetime) -> Any:
    day = local_day(at)
    active = Grant.objects.filter(state="active")
    long_ago = day - LAPSES_AFTER + timedelta(days=1)
    unconfirmed = Q(recertified_on__isnull=True, given_on__lt=long_ago)
    lapsed = unconfirmed | Q(recertified_on__lt=long_ago)
    gone = Q(grantee__until_on__lte=day)
    outside = ~Q(way=Grant.Way.EMERGENCY) & ~Q(pk__in=still_needing(active, day).values("pk"))
    return active.filter(Q(ends_at__lte=at) | lapsed | gone | outside)


def flag_forged(*, by: Actor, at: datetime, among: Any = None) -> int:
    """Flag the grants in force that are not as they were given; answers how many there were.

    `among` narrows it to some; without it all are looked at, some five queries for each secret."""
    rows = Grant.objects.in_force(at) if among is None else among
    by_secret: dict[int, list[Grant]] = {}
    # Of a secret that was removed the key is gone by right; its grants end as nobody needs to know.
    for grant in rows.exclude(secret__in=TradeSecret.objects.in_state("entombed")):
        by_secret.setdefault(grant.secret_id, []).append(grant)
    found = [
        grant
        for secret_id, grants in by_secret.items()
        for key, wrong in wrongs(grants, secret_id).items()
        if wrong is FORGED
        for grant in grants
        if grant.pk == key
    ]
    for grant in found:
        flag_grant(grant, by=by, at=at)
    return len(found)


def flag_of(person: Any, secret_id: int, *, at: datetime) -> None:
    """Flag what of this person's grants to one secret was forged, as soon as he tried it."""
    mine = Grant.objects.in_force(at).filter(grantee=person, secret_id=secret_id)
    flag_forged(by=HOUSE, at=at, among=mine)
