"""What of campaigns waits in an inbox: answers to confirm, campaigns to close."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.domains.register.rules.campaign import WITH_THE_UNIT
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import OFFICE, local_day, standing
from shoumi.kernel.ui.work import piles

AT_MOST = 20


def to_confirm(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Answers of this head's department. One query, none for others."""
    seat = standing(person, at)
    if not seat.has(Role.HEAD, Role.LEADER):
        return []
    rows = CampaignAnswer.objects.visible_to(person, at).filter(state="written")
    found = rows.exclude(written_by=person).select_related("org_unit").order_by("due_on", "pk")
    return [
        piles.Item(one.title, reverse("register.campaign_answer", args=[one.pk]), "", one.due_on,
                   icon="clipboard-check", button=_("Look at it"))
        for one in found[:AT_MOST]
        if seat.has_over(one.org_unit, Role.HEAD, Role.LEADER)
    ]  # fmt: skip


def to_close(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Campaigns whose day has passed or which all have answered. One query, none for others."""
    if not standing(person, at).has(*OFFICE):
        return []
    missing = CampaignAnswer.objects.filter(campaign=OuterRef("pk"), state__in=WITH_THE_UNIT)
    over = Q(due_on__lt=local_day(at)) | ~Exists(missing)
    rows = Campaign.objects.visible_to(person, at).filter(over, state="open")
    return [
        piles.Item(one.title, reverse("register.campaign", args=[one.pk]), "", one.due_on,
                   icon="clipboard-check", button=_("Close it"))
        for one in rows.order_by("due_on", "pk")[:AT_MOST]
    ]  # fmt: skip


piles.declare(
    piles.Pile(
        "campaign_answers", _("Answers to grading campaigns"), to_confirm, 15, "clipboard-check"
    )
)
piles.declare(
    piles.Pile("campaigns", _("Grading campaigns to close"), to_close, 41, "clipboard-check")
)
