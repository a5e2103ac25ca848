"""The rules' places in the sidebar, and what of them waits in an inbox beside what was sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.policies.models import Edition
from shoumi.kernel.ui.navigation import Entry, Section, declare, everyone
from shoumi.kernel.ui.work import piles

AT_MOST = 20

declare(
    Entry("policies.rules", _("Rules"), "book", Section.REGIME, 30, everyone),
    Entry("policies.questions", _("Questions on rules"), "help-circle", Section.REGIME, 31,
          everyone),
)  # fmt: skip


def open_to_the_staff(person: Any, at: datetime) -> Sequence[piles.Item]:
    """Drafts on which this person may speak now. One query."""
    rows = Edition.objects.visible_to(person, at).filter(state="consulting")
    return [
        piles.Item(
            one.title,
            reverse("policies.consultation", args=[one.pk]),
            _("A draft rule: say what should be otherwise. You need do nothing."),
            one.due_on,
            icon="users",
        )
        for one in rows.order_by("due_on", "pk")[:AT_MOST]
    ]


piles.declare(
    piles.Pile("consultations", _("Staff are consulted"), open_to_the_staff, 65, "users",
               quiet=True)
)  # fmt: skip
