"""Everybody who could know, and why: by audience, by grant, named for emergencies."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.exposure.scope import Scope
from shoumi.domains.vault.exposure.values import Could
from shoumi.domains.vault.models import Delegation, Grant
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import last_day
from shoumi.kernel.records.models import Audience, Capacity

Found = Iterator[tuple[int, Person, Could]]


def coulds(scope: Scope) -> Found:
    """By the secret's key. Some seven queries; without a person one more for each unit named."""
    return chain(_audience(scope), _granted(scope), _delegated(scope))


def _audience(scope: Scope) -> Found:
    rows = Audience.objects.at(scope.day)
    if scope.seat is not None:
        rows = Audience.objects.reaching(scope.seat, scope.day)
    rows = rows.filter(record_id__in=scope.keys, capacity=Capacity.KNOWS)
    named = list(rows.select_related("person__org_unit", "post__org_unit", "org_unit"))
    by_post = _holders(scope, [row.post_id for row in named if row.post_id])
    for row in named:
        if row.person is not None:
            why = _("Owner") if row.because == "owner" else _("Named in the audience")
            yield row.record_id, row.person, Could(why, row.from_on, row.until_on)
        for person in by_post.get(row.post_id or 0, ()):
            told = Could(_("By post"), row.from_on, row.until_on, str(row.post))
            yield row.record_id, person, told
        if row.org_unit is not None:
            told = Could(_("By unit"), row.from_on, row.until_on, str(row.org_unit))
            for person in _people(scope, row.org_unit.path):
                yield row.record_id, person, told


def _holders(scope: Scope, posts: list[int]) -> dict[int, list[Person]]:
    rows = Appointment.objects.at(scope.day).filter(post_id__in=posts, **scope.of_person("person"))
    found: dict[int, list[Person]] = {}
    for row in rows.select_related("person__org_unit"):
        found.setdefault(row.post_id, []).append(row.person)
    return found


def _people(scope: Scope, path: str) -> Iterator[Person]:
    if scope.person is not None:
        yield scope.person
        return
    rows = Person.objects.active(scope.day).filter(org_unit__path__startswith=path)
    yield from rows.select_related("org_unit")


def _granted(scope: Scope) -> Found:
    rows = Grant.objects.ran_on(scope.day).filter(
        secret_id__in=scope.keys, **scope.of_person("grantee")
    )
    for grant in rows.select_related("grantee__org_unit").order_by("starts_at", "pk"):
        until = last_day(min(grant.ends_at, grant.revoked_at or grant.ends_at))
        detail = f"{grant.number} · {grant.purpose}"
        why = _("By emergency access") if grant.way == Grant.Way.EMERGENCY else _("By grant")
        told = Could(why, local_day(grant.starts_at), until, detail)
        yield grant.secret_id, grant.grantee, told


def _delegated(scope: Scope) -> Found:
    rows = Delegation.objects.at(scope.day).filter(**scope.of_person("person"))
    named = list(rows.select_related("person__org_unit", "unit").order_by("from_on", "pk"))
    if not named:
        return
    secrets = list(scope.secrets.order_by().values_list("pk", "org_unit__path"))
    for one in named:
        told = Could(_("Named for emergencies"), one.from_on, one.until_on, str(one.unit))
        for secret, path in secrets:
            if path.startswith(one.unit.path):
                yield secret, one.person, told
