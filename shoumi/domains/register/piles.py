"""What of the register waits in somebody's inbox beside approvals and duties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.ui.work import piles

AT_MOST = 50


def quarantined(person: Any, at: datetime) -> Sequence[piles.Item]:
    """What bears a state secret's mark and waits for the office. One query, none for others."""
    if not standing(person, at).has(*OFFICE):
        return []
    rows = TradeSecret.objects.visible_to(person, at).filter(state="quarantined").defer("brief")
    return [
        piles.Item(
            str(secret),
            reverse("register.secret", args=[secret.pk]),
            _("Put it back, or hand it over and remove it."),
            icon="alert-triangle",
            colour="bad",
        )
        for secret in rows.order_by("pk")[:AT_MOST]
    ]


piles.declare(
    piles.Pile("quarantined", _("May be state secrets"), quarantined, 5, "alert-triangle")
)
