"""Delegates, openings at night, and requests for teams, made through actions by the cast."""

from datetime import timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Delegation, Grant, TeamRequest
from shoumi.domains.vault.rules.granting import Wanted
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Seat
from tests.conftest import Ticker


def delegated(cast: Cast, at: Ticker, who: str = "chemist", **changes: Any) -> Delegation:
    """Named by the head of R&D for R&D."""
    now = at()
    told = {"until_on": local_day(now) + timedelta(days=30), "note": "夜班值守"}
    return actions.name_delegate(
        cast.units["RD"], person=cast[who], **{**told, **changes}, by=cast["head"], at=now
    )


def opened(
    cast: Cast, at: Ticker, secret: TradeSecret, who: str = "chemist", **changes: Any
) -> Grant:
    told = {"reason": "夜班产线停机，须核对工艺参数。"}
    return actions.open_emergency(secret, **{**told, **changes}, by=cast[who], at=at())


def team_asked(
    cast: Cast, at: Ticker, secret: TradeSecret, who: str = "head", **changes: Any
) -> TeamRequest:
    """For the chemist alone, whom the audience names."""
    now = at()
    told = {
        "project": "新产线",
        "purpose": "调试",
        "persons": [cast["chemist"]],
        "wanted": Wanted(["view"], now, now + timedelta(days=2), None),
    }
    return actions.request_team_grant(secret, **{**told, **changes}, by=cast[who], at=now)


def team_agreed(cast: Cast, at: Ticker, request: TeamRequest) -> TeamRequest:
    """By everybody who is asked, one after the other."""
    while True:
        fresh = TeamRequest.objects.get(pk=request.pk)
        seats = Seat.objects.filter(
            step__approval__record_id=request.pk,
            step__approval__state="pending",
            decisions__isnull=True,
        )
        seat = seats.order_by("step__order").first()
        if seat is None:
            return fresh
        actions.decide_team_grant(fresh, verdict="agree", by=seat.person, at=at())
