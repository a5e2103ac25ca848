"""Sealed texts of a secret: sealing them inside actions, opening them for those who may read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shoumi.domains.register.models import Grounds, SecretPoint, TradeSecret
from shoumi.kernel.access import Decision
from shoumi.kernel.storage.fields import SealedFields, fields_for_opening, fields_for_sealing

BRIEF = "register.tradesecret.brief"
GROUNDS = "register.grounds.statement"
POINT = "register.secretpoint.statement"


@dataclass(frozen=True)
class Content:
    """What a secret is, in the clear, for one page and one reader."""

    brief: str
    grounds: dict[str, str]
    points: dict[int, str]


def seal_brief(secret: TradeSecret, text: str, *, at: datetime) -> bytes:
    return fields_for_sealing(secret, at=at).seal(text, field=BRIEF)


def open_content(
    secret: TradeSecret, decision: Decision, *, at: datetime, on: date | None = None
) -> Content:
    """Open the texts in force on a day (today's by default). The decision must be fresh.

    Raises DecisionNeeded, Sealed, Altered.
    """
    fields = fields_for_opening(secret, decision, at=at)
    grounds: Any = secret.grounds.all()
    points: Any = secret.points.all()
    if on is None:
        grounds, points = grounds.filter(until_on=None), points.filter(until_on=None)
    else:
        grounds, points = grounds.at(on), points.at(on)
    return Content(
        brief=fields.open(bytes(secret.brief), field=BRIEF) if secret.brief else "",
        grounds={one.element: open_grounds(fields, one) for one in grounds},
        points={one.place: open_point(fields, one) for one in points},
    )


def open_grounds(fields: SealedFields, grounds: Grounds) -> str:
    return fields.open(
        bytes(grounds.statement), field=GROUNDS, row=grounds.element, version=grounds.edition
    )


def open_point(fields: SealedFields, point: SecretPoint) -> str:
    return fields.open(
        bytes(point.statement), field=POINT, row=str(point.place), version=point.edition
    )
