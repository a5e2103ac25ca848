"""What of the notices office and departments see first: word that has not arrived, reports that
are late, the department's own month."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.models import CooperationAnswer, DepartmentReport
from shoumi.domains.notices.rules.flows import REPORT
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.delivery.models import Receipt
from shoumi.kernel.delivery.rules import PENDING
from shoumi.kernel.ui.work.heads import Figure, Head, declare, tone

OF_A_DEPARTMENT = (Role.HEAD, Role.CUSTODIAN)


def unconfirmed(person: Any, at: datetime) -> Sequence[Figure]:
    """Receipts whose last day has passed. One query; for the office, below its units."""
    paths = [one.path for one in standing(person, at).held if one.role in OFFICE]
    if not paths:
        return []
    below = Q()
    for path in paths:
        below |= Q(person__org_unit__path__startswith=path)
    late = Receipt.objects.pending().filter(below, dispatch__deadline__lt=local_day(at))
    count = late.order_by().count()
    url = reverse("notices.circulars")
    return [Figure(_("Confirmations overdue"), count, url, tone=tone(count))]


def reports(person: Any, at: datetime) -> Sequence[Figure]:
    """Departments' reports that are late. One query; for the office and the deputies."""
    if not standing(person, at).has(Role.DEPUTY, *OFFICE):
        return []
    rows = DepartmentReport.objects.visible_to(person, at).filter(
        state__in=["open", "written"], due_on__lt=local_day(at)
    )
    count = rows.order_by().values("pk").distinct().count()
    return [Figure(_("Reports late"), count, reverse("notices.reports"), tone=tone(count))]


def own_month(person: Any, at: datetime) -> Sequence[Figure]:
    """Where the department's last report stands, and how many of its people have confirmed what
    was sent to them. Two queries; for its head and administrator."""
    units = {one.unit_id for one in standing(person, at).held if one.role in OF_A_DEPARTMENT}
    if not units:
        return []
    last = DepartmentReport.objects.filter(org_unit_id__in=units).order_by("-month", "pk").first()
    figures = []
    if last is not None:
        late = last.due_on is not None and last.due_on < local_day(at)
        with_us = last.state in {"open", "written"}
        colour = tone(int(with_us and late), int(with_us))
        url, month = reverse("notices.report", args=[last.pk]), f"{last.month:%Y-%m}"
        said = str(REPORT.state(last.state).label)
        figures.append(Figure(_("Your department's report"), month, url, said, colour))
    asked = Receipt.objects.filter(
        person__org_unit_id__in=units, dispatch__act__in=["acknowledge", "sign"]
    )
    found = asked.order_by().aggregate(
        done=Count("pk", filter=Q(state="done")), left=Count("pk", filter=Q(state__in=PENDING))
    )
    whole = found["done"] + found["left"]
    if whole:
        note = t("%(count)s still to confirm") % {"count": found["left"]} if found["left"] else ""
        share = f"{100 * found['done'] // whole}%"
        figures.append(
            Figure(_("Confirmed in your department"), share, "", note, tone(0, found["left"]))
        )
    return figures


def requests(person: Any, at: datetime) -> Sequence[Figure]:
    """What other departments asked for and is not done. One query; for head and administrator."""
    units = {one.unit_id for one in standing(person, at).held if one.role in OF_A_DEPARTMENT}
    if not units:
        return []
    rows = CooperationAnswer.objects.filter(org_unit_id__in=units, state__in=["asked", "accepted"])
    found = rows.order_by().aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=local_day(at)))
    )
    late = t("%(count)s overdue") % {"count": found["late"]} if found["late"] else ""
    return [
        Figure(
            _("Asked of your department"), found["open"], reverse("notices.requests"), late,
            tone(found["late"], found["open"]),
        )
    ]  # fmt: skip


declare(Head("notices.unconfirmed", unconfirmed, 32))
declare(Head("notices.reports", reports, 34))
declare(Head("notices.own_month", own_month, 50, 2))
declare(Head("notices.requests", requests, 52))
