"""What of seats waits in the director's inbox: nominations to decide on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.models import Nomination
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import standing
from shoumi.kernel.ui.work import piles

AT_MOST = 20


def to_decide(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Nominations for seats below the units that this person directs, but his own. One query, none
    for others."""
    paths = [one.path for one in standing(person, at).held if one.role == Role.CHAIR]
    if not paths:
        return []
    below = Q()
    for path in paths:
        below |= Q(org_unit__path__startswith=path)
    rows = Nomination.objects.filter(below, state="proposed").exclude(person=person)
    return [
        piles.Item(
            one.title,
            reverse("committee.nomination", args=[one.pk]),
            one.get_role_display(),
            icon="user-check",
            button=_("Appoint"),
        )
        for one in rows.order_by("pk")[:AT_MOST]
    ]


piles.declare(piles.Pile("nominations", _("To appoint"), to_decide, 11, "user-check"))
