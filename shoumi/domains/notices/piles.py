"""What of the notices waits in an inbox, beside receipts and tasks: circulars to approve, replies
to confirm, reports to take up; to the deputies, word of those that are late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.facts import writes_for
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.work import piles

AT_MOST = 20


def to_approve(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Circulars before the head of the office or the director. One query, none for others."""
    if not standing(person, at).has(Role.OFFICE_HEAD, Role.CHAIR):
        return []
    rows = Circular.objects.visible_to(person, at).filter(state="submitted")
    return [
        piles.Item(one.title, reverse("notices.circular", args=[one.pk]), "", one.due_on,
                   icon="news", button=_("Look at it"))
        for one in rows.exclude(created_by=person).order_by("pk")[:AT_MOST]
    ]  # fmt: skip


def to_take_up(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Reports that came in to the office. One query, none for others."""
    if not standing(person, at).has(*OFFICE):
        return []
    rows = DepartmentReport.objects.visible_to(person, at).filter(state="confirmed")
    return [
        piles.Item(one.title, reverse("notices.report", args=[one.pk]), icon="report",
                   button=_("Take it up"))
        for one in rows.order_by("month", "pk")[:AT_MOST]
    ]  # fmt: skip


def late(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Reports whose day has passed, for the office and the deputies. One query, none for others."""
    if not standing(person, at).has(Role.DEPUTY, *OFFICE):
        return []
    rows = DepartmentReport.objects.visible_to(person, at).filter(
        state__in=["open", "written"], due_on__lt=local_day(at)
    )
    return [
        piles.Item(one.title, reverse("notices.report", args=[one.pk]), "", one.due_on, "red",
                   icon="report")
        for one in rows.order_by("due_on", "pk")[:AT_MOST]
    ]  # fmt: skip


def to_confirm(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Replies to what this person's department asked for. Two queries at most."""
    units = writes_for(person, at)
    if not units:
        return []
    rows = CooperationAnswer.objects.filter(state="replied", request__org_unit__in=units)
    return [
        piles.Item(one.title, reverse("notices.answer", args=[one.pk]), str(one.org_unit),
                   icon="message", button=_("Look at it"))
        for one in rows.exclude(replied_by=person).select_related("org_unit")[:AT_MOST]
    ]  # fmt: skip


piles.declare(piles.Pile("circulars", _("Circulars to approve"), to_approve, 14, "news"))
piles.declare(piles.Pile("replies", _("Replies to your requests"), to_confirm, 16, "message"))
piles.declare(piles.Pile("reports", _("Reports to take up"), to_take_up, 40, "report"))
piles.declare(piles.Pile("late_reports", _("Reports that are late"), late, 66, "report",
                         quiet=True))  # fmt: skip
