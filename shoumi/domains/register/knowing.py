"""Who knows a secret on a day, in words for a page or a paper (4.2)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import OrgUnit, Person, Post
from shoumi.kernel.records.models import Audience, Capacity

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BECAUSE = {
    "owner": _("Owner"),
    "audience": _("Named in the description"),
}


@dataclass(frozen=True)
class Knower:
    """One line of the audience."""

    whom: str
    because: "StrOrPromise"
    since: date
    until: date | None


def knowers(secret: TradeSecret, day: date) -> list[Knower]:
    """The audience on that day. One query."""
    rows = Audience.objects.at(day).filter(record_id=secret.pk, capacity=Capacity.KNOWS)
    rows = rows.select_related("person__org_unit", "post__org_unit", "org_unit")
    return [
        Knower(
            worded_whom(row.whom), BECAUSE.get(row.because, row.because), row.from_on, row.until_on
        )
        for row in rows.order_by("from_on", "pk")
    ]


def worded_whom(whom: Person | Post | OrgUnit) -> str:
    """A person with the unit, which tells namesakes apart; a post or unit by its name."""
    return f"{whom} · {whom.org_unit}" if isinstance(whom, Person) else str(whom)
