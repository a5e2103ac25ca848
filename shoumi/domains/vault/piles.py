"""What of the vault waits in the office's inbox beside approvals and duties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Grant
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.ui.work import piles

AT_MOST = 50


def suspect(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Grants that somebody changed past the house. One query, none for others."""
    if not standing(person, at).has(*OFFICE):
        return []
    rows = Grant.objects.visible_to(person, at).filter(state="suspect")
    return [
        piles.Item(
            str(grant),
            reverse("vault.grant", args=[grant.pk]),
            _("It is not as it was given. Have the log verified, then revoke it."),
            icon="alert-triangle",
            colour="bad",
        )
        for grant in rows.order_by("pk")[:AT_MOST]
    ]


piles.declare(
    piles.Pile("suspect_grants", _("Grants changed by another hand"), suspect, 6, "alert-triangle")
)
