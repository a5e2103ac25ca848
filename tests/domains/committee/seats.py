"""Seats as tests need them, played through the house's own actions."""

from datetime import date, timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import Interest, Nomination, Opinion, Undertaking
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.actions import acknowledge, open_receipt
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker

TEXT = "我承诺保守商业秘密。\n我不以此谋取私利。"


def nominated(cast: Cast, at: Ticker, who: str = "engineer", **asked: Any) -> Nomination:
    """For a seat as a member of the company's committee, from today on."""
    given: dict[str, Any] = {
        "role": "member", "unit": "YL", "by": "office", "from_on": local_day(at.now), **asked,
    }  # fmt: skip
    unit, by = cast.units[given.pop("unit")], cast[given.pop("by")]
    return actions.nominate(
        person=cast[who], unit=unit, because="熟悉工艺", by=by, at=at(), **given
    )


def appointed(cast: Cast, at: Ticker, who: str = "engineer", **asked: Any) -> Nomination:
    passes_on = asked.pop("passes_on", False)
    nomination = nominated(cast, at, who, **asked)
    return actions.appoint(nomination, passes_on=passes_on, by=cast["chair"], at=at())


def seat(cast: Cast, who: str, role: str) -> Appointment:
    rows = Appointment.objects.select_related("post__org_unit", "person")
    return rows.filter(person=cast[who], post__role=role).latest("pk")


def undertaking(cast: Cast, at: Ticker) -> Undertaking:
    return actions.open_undertaking(entity=cast.units["YL"], text=TEXT, by=cast["office"], at=at())


def sign(cast: Cast, at: Ticker, one: Undertaking, *who: str) -> None:
    """These sign it with their password; all who were asked, if none are named."""
    keys = {person.pk: key for key, person in cast.persons.items()}
    rows = Receipt.objects.pending().filter(dispatch__record_id=one.pk).order_by("pk")
    for receipt in rows:
        key = keys[receipt.person_id]
        if not who or key in who:
            fresh = Receipt.objects.get(pk=receipt.pk)
            open_receipt(fresh, by=cast[key], at=at())
            acknowledge(fresh, method="password", by=cast[key], at=at())


def declared(
    cast: Cast, at: Ticker, who: str = "chemist", text: str = "配偶在供应商任职"
) -> Interest:
    return actions.declare_interest(text=text, from_on=local_day(at.now), by=cast[who], at=at())


def asked(
    cast: Cast, at: Ticker, record: Record, who: str = "chemist", *, days: int = 7,
    by: str = "office", field: str = "technology",
) -> Opinion:  # fmt: skip
    actions.ask_opinion(
        record, field=field, experts=[cast[who]], asked="该工艺参数是否已公开？",
        due_on=day_after(at, days), by=cast[by], at=at(),
    )  # fmt: skip
    return Opinion.objects.latest("pk")


def day_after(at: Ticker, days: int) -> date:
    return local_day(at.now) + timedelta(days=days)
