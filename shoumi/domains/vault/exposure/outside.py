"""Partners to whom something of a secret was given."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Prefetch

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.exposure.values import Did, did_by_use
from shoumi.domains.vault.models import Disclosure, Use
from shoumi.kernel.controls.days import ends, last_day


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
            one, one.since, last_day(min(one.ends_at, one.revoked_at or one.ends_at)),
            [did_by_use(use, one.purpose) for use in one.used.all()],
        )
        for one in found
    ]  # fmt: skip
