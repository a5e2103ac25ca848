"""What a decision on opening a carrier depends on, read from the records. At most fourteen queries,
half of them only where there is a grant."""

from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, QuerySet

from shoumi.domains.people.duty import lacking
from shoumi.domains.register.catalogue import Level
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.vault.models import Carrier, DailyBudget, Delegation, Grant, Use
from shoumi.domains.vault.rules.deciding import REGRADED, Facts, Held
from shoumi.domains.vault.rules.granting import (
    DAILY_BUDGETS,
    Limits,
    allowed,
    lapses_on,
    reaches_until,
)
from shoumi.domains.vault.seals import wrongs
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.accounts.models.posts import ADMINISTRATORS
from shoumi.kernel.accounts.standing import local_day, standing
from shoumi.kernel.controls.days import begins
from shoumi.kernel.records.models import Audience, Capacity

HIGHEST = 1
ENDED = ("void", "destroyed")
CLOSED = ("quarantined", "entombed", "declined", "void")


def facts_of(actor: Any, carrier: Carrier, at: datetime) -> Facts:
    """The actor's rights to one carrier at an instant."""
    seat, secret = standing(actor, at), carrier.secret
    reached = Audience.objects.reaching(seat, local_day(at))
    grants = list(grants_of(actor, carrier, at))
    limits = limits_of(secret)
    held = _held(grants, limits, secret, at)
    return Facts(
        is_administrator=seat.has(*ADMINISTRATORS),
        is_closed=secret.state in CLOSED or carrier.state in ENDED,
        is_owner=secret.owner_id is not None and secret.owner_id == actor.pk,
        # Whoever was named for emergencies needs no place in the audience while one lasts.
        knows=any(one.way == Grant.Way.EMERGENCY for one in _sound(grants, held))
        or reached.filter(record_id=secret.pk, capacity=Capacity.KNOWS).exists(),
        lacking=lacking(actor.pk, local_day(at)),
        held=held,
        used_today=Use.objects.filter(
            person_id=actor.pk, at__gte=begins(local_day(at)), at__lte=at,
            version__carrier__secret__grade=secret.grade,
        ).count(),
        budget=budget_of(secret.grade, highest=limits.highest),
        may_leave=limits.may_leave,
        is_released=carrier.released_on is not None,
    )  # fmt: skip


def _held(grants: list[Any], limits: Limits, secret: TradeSecret, at: datetime) -> list[Held]:
    """The grants in their order, each under the stricter of the grade at its giving and of now."""
    wrong = wrongs(grants, secret.pk)
    then = {grade: limits_for(grade) for grade in {one.grade for one in grants} - {secret.grade}}
    found = []
    for one in grants:
        both = limits.stricter(then.get(one.grade, limits))
        is_cut = reaches_until(one.starts_at, one.ends_at, one.uses, both) <= at
        reason = wrong.get(one.pk) or (REGRADED if is_cut else None)
        left = None if one.uses is None else one.uses - one.times
        found.append(Held(allowed(one.actions, both), left, reason))
    return found


def _sound(grants: list[Any], held: list[Held]) -> list[Any]:
    return [grant for grant, one in zip(grants, held, strict=True) if one.wrong is None]


def usable(actor: Any, carrier: Carrier, action: str, at: datetime) -> Any:
    """The grant that a use is counted to: the first to end of those that fit, or None."""
    grants = list(grants_of(actor, carrier, at))
    held = _held(grants, limits_of(carrier.secret), carrier.secret, at)
    return next(
        (
            grant
            for grant, one in zip(grants, held, strict=True)
            if one.wrong is None
            and action in one.actions
            and (one.uses_left is None or one.uses_left > 0)
        ),
        None,
    )


def limits_of(secret: TradeSecret) -> Limits:
    """What the secret's grade allows."""
    return limits_for(secret.grade)


def limits_for(code: str) -> Limits:
    """What a grade allows; one in use no more what it did, an unknown one the least.

    The gravest is the highest, and so is a core grade that stands below one added since."""
    grade = Grade.objects.filter(code=code).first()
    if grade is None:
        return Limits(longest_days=1, highest=True, may_leave=False)
    leaves = grade.export != Grade.Export.NEVER
    highest = grade.rank == HIGHEST or grade.level == Level.CORE
    return Limits(grade.longest_grant_days, highest, leaves)


def budget_of(grade: str, *, highest: bool) -> int:
    """How often one person may open carriers of a grade on one day."""
    row = DailyBudget.objects.filter(grade=grade).first()
    return row.uses if row else DAILY_BUDGETS[0 if highest else 1]


def grants_of(actor: Any, carrier: Carrier, at: datetime) -> Any:
    """The actor's grants that reach this carrier now, each with how many `times` it was used."""
    rows = Grant.objects.in_force(at).for_carrier(carrier).filter(grantee_id=actor.pk)
    day = local_day(at)
    counted = rows.annotate(times=Count("used")).order_by("ends_at", "pk")
    return [one for one in counted if not _is_lapsed(one, day)]


def _is_lapsed(grant: Grant, day: date) -> bool:
    return grant.given_on is not None and lapses_on(grant.given_on, grant.recertified_on) <= day


def still_needing(grants: "QuerySet[Grant]", day: date) -> "QuerySet[Grant]":
    """Those of the grants whose person is named in the audience on that day: by name, by a post
    held, or by a unit. The list's twin of what `facts_of` asks of one person."""
    named = Audience.objects.at(day).filter(
        record_id=OuterRef("secret_id"), capacity=Capacity.KNOWS
    )
    held = Appointment.objects.at(day).filter(
        person_id=OuterRef(OuterRef("grantee_id")), post__ended_on__isnull=True
    )
    at_home = ExpressionWrapper(OuterRef("grantee__org_unit__path"), output_field=CharField())
    return grants.filter(
        Exists(named.filter(person_id=OuterRef("grantee_id")))
        | Exists(named.filter(post_id__in=held.values("post_id")))
        | Exists(named.annotate(at_home=at_home).filter(at_home__startswith=F("org_unit__path")))
    )


def may_still(grant: Grant, at: datetime) -> bool:
    """Whether whom the grant is for is still named as needing to know."""
    return still_needing(Grant.objects.filter(pk=grant.pk), local_day(at)).exists()


def delegation_of(actor: Any, secret: TradeSecret, at: datetime) -> Delegation | None:
    """By which the actor may open this secret in an emergency now; a named delegate who has become
    an administrator of the system is none."""
    if standing(actor, at).has(*ADMINISTRATORS):
        return None
    rows = Delegation.objects.at(local_day(at)).over(secret.org_unit)
    return rows.filter(person_id=actor.pk).order_by("pk").first()
