"""What becomes of what somebody asked the committee for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Resolution
from shoumi.domains.committee.rules.flows import RESOLUTION
from shoumi.kernel.ui.work import piles

AT_MOST = 20
UNDER_WAY = ("adopted", "carried_out")


def proposed(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Resolutions under way that this person asked for. One query."""
    rows = Resolution.objects.visible_to(person, at).filter(proposer=person, state__in=UNDER_WAY)
    return [
        piles.Item(
            one.title,
            reverse("committee.resolution", args=[one.pk]),
            str(RESOLUTION.state(one.state).label),
            one.due_on,
            icon="gavel",
        )
        for one in rows.order_by("due_on", "pk")[:AT_MOST]
    ]


piles.declare(piles.Pile("proposed", _("What you proposed"), proposed, 68, "gavel", quiet=True))
