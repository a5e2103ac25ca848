"""Overdue tasks and extensions asked for, by department: for those whose departments they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.tasks.models import Task
from shoumi.kernel.ui.work.heads import Card, declare_card

ANSWERS_FOR = (Role.CHAIR, Role.DEPUTY, Role.LEADER, Role.HEAD, *OFFICE)
AT_MOST = 12


@dataclass(frozen=True)
class Behind:
    """One department: how many tasks are overdue there, and for how many more time is asked."""

    key: int
    unit: str
    late: int
    asked: int


def behind(person: Any, at: datetime) -> Sequence[Behind]:
    """The departments below this person's posts, the worst first. One query, none for others."""
    paths = {one.path for one in standing(person, at).held if one.role in ANSWERS_FOR}
    if not paths:
        return []
    below = Q()
    for path in paths:
        below |= Q(lead_unit__path__startswith=path)
    rows = (
        Task.objects.filter(below, state=Task.State.OPEN)
        .order_by()
        .values("lead_unit_id", "lead_unit__name", "lead_unit__name_en")
        .annotate(
            late=Count("pk", filter=Q(due_on__lt=local_day(at))),
            asked=Count("pk", filter=Q(extension_asked_to__isnull=False)),
        )
        .filter(Q(late__gt=0) | Q(asked__gt=0))
        .order_by("-late", "-asked", "lead_unit__name")[:AT_MOST]
    )
    return [
        Behind(
            row["lead_unit_id"],
            OrgUnit(name=row["lead_unit__name"], name_en=row["lead_unit__name_en"]).display_name,
            row["late"], row["asked"],
        )
        for row in rows
    ]  # fmt: skip


declare_card(Card("behind", _("Overdue by department"), behind, "ui/work/_behind.html", 20))
