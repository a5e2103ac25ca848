"""What a decision on opening a carrier depends on, read from the records. At most six queries."""

from datetime import datetime
from typing import Any

from django.db.models import Count

from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.vault.models import Carrier, Grant, Use
from shoumi.domains.vault.rules.deciding import Facts, Held
from shoumi.domains.vault.rules.granting import DAILY_BUDGET, Limits
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
    return Facts(
        is_administrator=seat.has(*ADMINISTRATORS),
        is_closed=secret.state in CLOSED or carrier.state in ENDED,
        is_owner=secret.owner_id is not None and secret.owner_id == actor.pk,
        knows=reached.filter(record_id=secret.pk, capacity=Capacity.KNOWS).exists(),
        held=[
            Held(grant.actions, None if grant.uses is None else grant.uses - grant.times)
            for grant in grants_of(actor, carrier, at)
        ],
        used_today=Use.objects.filter(
            person_id=actor.pk, at__gte=begins(local_day(at)), at__lte=at
        ).count(),
        budget=DAILY_BUDGET,
        may_leave=limits_of(secret).may_leave,
        is_released=carrier.released_on is not None,
    )


def limits_of(secret: TradeSecret) -> Limits:
    """What the secret's grade allows; a grade that is in use no more allows the least."""
    grade = Grade.objects.filter(code=secret.grade).first()
    if grade is None:
        return Limits(longest_days=1, highest=True, may_leave=False)
    leaves = grade.export != Grade.Export.NEVER
    return Limits(grade.longest_grant_days, grade.rank == HIGHEST, leaves)


def grants_of(actor: Any, carrier: Carrier, at: datetime) -> Any:
    """The actor's grants that reach this carrier now, each with how many `times` it was used."""
    rows = Grant.objects.in_force(at).for_carrier(carrier).filter(grantee_id=actor.pk)
    return rows.annotate(times=Count("used")).order_by("ends_at", "pk")
