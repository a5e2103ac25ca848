"""Destructions and stocktakings in each of their states, made through actions by the cast."""

from datetime import timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.destroying import go_on
from shoumi.domains.vault.models import Carrier, Destruction, Stocktaking
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Seat
from tests.conftest import Ticker
from tests.domains.vault import scenes


def fresh(carrier: Carrier) -> Carrier:
    return Carrier.objects.get(pk=carrier.pk)


def sample(cast: Cast, at: Ticker, secret: TradeSecret, **changes: Any) -> Carrier:
    told = {"title": "漆样", "medium": "physical", "form": "sample", "whereabouts": "样品柜"}
    return scenes.carrier(cast, at, secret, **{**told, **changes})


def asked(cast: Cast, at: Ticker, *carriers: Carrier, **changes: Any) -> Destruction:
    told: dict[str, Any] = {"method": "keys", "reason": "项目结束", "by": cast["custodian"]}
    return actions.request_destruction(
        carriers[0].secret, carriers=[fresh(one) for one in carriers], **{**told, **changes},
        at=at(),
    )  # fmt: skip


def approved(cast: Cast, at: Ticker, *carriers: Carrier, **changes: Any) -> Destruction:
    """Agreed by everybody who is asked, one after the other."""
    destruction = asked(cast, at, *carriers, **changes)
    while (seat := seat_of(destruction)) is not None:
        actions.decide_destruction(again(destruction), verdict="agree", by=seat.person, at=at())
    return again(destruction)


def seat_of(destruction: Destruction) -> Seat | None:
    """The next seat that somebody has to fill."""
    open_seats = Seat.objects.filter(
        step__approval__record_id=destruction.pk,
        step__approval__state="pending",
        decisions__isnull=True,
    ).order_by("step__order", "pk")
    passed = Seat.objects.filter(
        step__approval__record_id=destruction.pk, decisions__isnull=False
    ).values("step")
    return open_seats.exclude(step__in=passed).first()


def again(destruction: Destruction) -> Destruction:
    return Destruction.objects.get(pk=destruction.pk)


def spot(cast: Cast, at: Ticker, **changes: Any) -> actions.OnTheSpot:
    told = {
        "done_on": local_day(at.now),
        "place": "销毁室",
        "executor": cast["custodian"],
        "witness": cast["office"],
    }
    return actions.OnTheSpot(**{**told, **changes})


def destroyed(cast: Cast, at: Ticker, *carriers: Carrier, **changes: Any) -> Destruction:
    """Carried out and certified; final when an epoch closes."""
    destruction = approved(cast, at, *carriers, **changes)
    actions.destroy(destruction, spot=spot(cast, at), by=cast["custodian"], at=at())
    go_on(by=HOUSE, at=at())
    return again(destruction)


def stocktaking(cast: Cast, at: Ticker, **changes: Any) -> Stocktaking:
    told: dict[str, Any] = {
        "unit": cast.units["RD"], "due_on": local_day(at.now) + timedelta(days=14),
        "by": cast["custodian"],
    }  # fmt: skip
    return actions.open_stocktaking(**{**told, **changes}, at=at())


def counted(
    cast: Cast, at: Ticker, taking: Stocktaking, result: str = "found", **changes: Any
) -> Stocktaking:
    """Everything on the list with one answer, and closed by the custodian."""
    for carrier in Carrier.objects.filter(pk__in=taking.lines.values("carrier")):
        actions.count(
            taking, carrier=carrier, result=result, **changes, by=cast["custodian"], at=at()
        )
    return actions.close_stocktaking(
        Stocktaking.objects.get(pk=taking.pk), by=cast["custodian"], at=at()
    )
