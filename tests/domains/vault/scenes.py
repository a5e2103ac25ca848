"""Carriers and grants in each of their states, made through actions by the cast."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, CarrierVersion, Disclosure, Grant
from shoumi.domains.vault.screening import look_through
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Seat
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.register import scenes

CONTENT = "升温曲线：80 ℃ 保持 12 分钟。\n".encode()


def described(**changes: Any) -> actions.Described:
    told = {
        "title": "升温曲线记录",
        "medium": "electronic",
        "form": "file",
        "whereabouts": "保管库",
    }
    return actions.Described(**{**told, **changes})


def carrier(cast: Cast, at: Ticker, secret: TradeSecret | None = None, **changes: Any) -> Carrier:
    """An empty electronic carrier of a secret in force, which the engineer owns."""
    secret = secret or scenes.in_force(cast, at)
    return actions.register_carrier(
        secret, described=described(**changes), by=cast["engineer"], at=at()
    )


def filled(
    cast: Cast,
    at: Ticker,
    content: bytes = CONTENT,
    name: str = "曲线.txt",
    grade: str = "important",
) -> CarrierVersion:
    """A version that was put in and looked through."""
    return look_through(put_in(cast, at, content, name, grade), at=at())


def put_in(
    cast: Cast,
    at: Ticker,
    content: bytes = CONTENT,
    name: str = "曲线.txt",
    grade: str = "important",
) -> CarrierVersion:
    """A version as it is before it was looked through."""
    made = carrier(cast, at, scenes.in_force(cast, at, grade))
    return actions.add_version(
        made, file=io.BytesIO(content), name=name, by=cast["engineer"], at=at()
    )


def asked(
    cast: Cast, at: Ticker, secret: TradeSecret, who: str = "chemist", **changes: Any
) -> Grant:
    now: datetime = at()
    told = {
        "purpose": "复现试验",
        "actions": ["view"],
        "starts_at": now,
        "ends_at": now + timedelta(days=2),
    }
    return actions.request_grant(secret, **{**told, **changes}, by=cast[who], at=now)


def granted(
    cast: Cast, at: Ticker, secret: TradeSecret, who: str = "chemist", **changes: Any
) -> Grant:
    """Agreed by everybody who is asked, one after the other."""
    grant = asked(cast, at, secret, who, **changes)
    return agreed(cast, at, grant)


def agreed(cast: Cast, at: Ticker, grant: Grant) -> Grant:
    for seat in waiting(grant):
        fresh = Grant.objects.get(pk=grant.pk)
        actions.decide_grant(fresh, verdict="agree", by=seat.person, at=at())
    return Grant.objects.get(pk=grant.pk)


def waiting(record: Record) -> Iterator[Seat]:
    """Who is asked next, for as long as an approval of the record is under way."""
    seats = Seat.objects.filter(
        step__approval__record_id=record.pk, step__approval__state="pending",
        decisions__isnull=True,
    ).order_by("step__order", "pk")  # fmt: skip
    while (seat := seats.all().first()) is not None:
        yield seat


def disclosed(cast: Cast, at: Ticker) -> Disclosure:
    """A file put to review before a partner gets it."""
    version, now = filled(cast, at, grade="ordinary"), at()
    return actions.request_disclosure(
        version.carrier.secret, shown=version, way="link", partner="恒远设备", recipient="冯工",
        agreement="保密协议2026-18", agreement_until=local_day(now) + timedelta(days=90),
        purpose="设备选型", ends_at=now + timedelta(days=7), opens=2, by=cast["engineer"], at=now,
    )  # fmt: skip
