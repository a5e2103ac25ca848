"""What waits for a person in the vault: carriers received and not confirmed yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.models import Handover
from shoumi.kernel.ui.work.piles import Item, Pile, declare

AT_MOST = 50


def received(person: Any, at: datetime) -> Sequence[Item]:
    """Hand-overs to this person that he has not confirmed; one that another followed waits no
    more. One query."""
    later = Handover.objects.filter(carrier=OuterRef("carrier"), pk__gt=OuterRef("pk"))
    rows = (
        Handover.objects.filter(to_person=person, confirmed_at=None)
        .exclude(Exists(later))
        .select_related("carrier", "from_person")
    )
    return [
        Item(
            str(one.carrier),
            reverse("vault.handover", args=[one.pk]),
            _("%(kind)s · from %(who)s on %(day)s")
            % {"kind": one.get_kind_display(), "who": one.from_person or "—", "day": one.on},
            one.back_by,
            icon="archive",
            button=_("I have received it"),
        )
        for one in rows[:AT_MOST]
    ]


declare(Pile("received", _("Received: please confirm"), received, 45, "archive"))
