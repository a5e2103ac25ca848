"""The figures of a department's monthly report, and what counts them.

A figure is declared once with its label; whoever knows how to count it provides a function, the
kernel and the register here, others from above in `journeys`. A count never shows more than the
reader may see: the reader is passed along.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.foundation.periods import Span, month_of
from shoumi.kernel.accounts.models import OrgUnit, Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Asked:
    """Of which unit and which days, for whom and when it is asked."""

    unit: OrgUnit
    days: Span
    reader: Any
    at: datetime


Count = Callable[[Asked], int]


@dataclass(frozen=True)
class Figure:
    name: str
    label: "StrOrPromise"


_figures: dict[str, Figure] = {}
_counts: dict[str, Count] = {}


def declare(name: str, label: "StrOrPromise") -> None:
    """Raises ValueError for a second figure of one name."""
    if name in _figures:
        raise ValueError(f"The figure {name} is declared twice.")
    _figures[name] = Figure(name, label)


def provide(name: str, count: Count) -> None:
    """Say how a figure is counted. Raises ValueError for a figure that nobody declared, or one that
    is counted already."""
    if name not in _figures or _counts.setdefault(name, count) is not count:
        raise ValueError(f"The figure {name} is not declared, or counted already.")


def all_figures() -> dict[str, Figure]:
    return dict(_figures)


def counted(unit: OrgUnit, month: date, reader: Any, at: datetime) -> dict[str, int]:
    """What the records show of that month, by name; nothing for what nobody counts."""
    asked = Asked(unit, month_of(month), reader, at)
    return {name: count(asked) for name, count in _counts.items()}


def _nominated(asked: Asked) -> int:
    seen = TradeSecret.objects.visible_to(asked.reader, asked.at)
    days = (asked.days.first, asked.days.last)
    count: int = seen.filter(org_unit=asked.unit, nominated_on__range=days).count()
    return count


def _joined(asked: Asked) -> int:
    days = (asked.days.first, asked.days.last)
    return Person.objects.filter(org_unit=asked.unit, from_on__range=days).count()


def _left(asked: Asked) -> int:
    days = (asked.days.first, asked.days.last)
    return Person.objects.filter(org_unit=asked.unit, until_on__range=days).count()


declare("secrets_nominated", _("Secrets nominated"))
declare("carriers_made", _("Carriers made"))
declare("carriers_destroyed", _("Carriers destroyed"))
declare("people_joined", _("People who joined"))
declare("people_left", _("People who left"))
declare("trainings", _("Trainings held"))
declare("people_trained", _("People trained"))
provide("secrets_nominated", _nominated)
provide("people_joined", _joined)
provide("people_left", _left)
