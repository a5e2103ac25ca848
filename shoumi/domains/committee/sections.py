"""The section of expert opinions on the page of whatever they are about (3.3)."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.committee.access.opinions import asks_about
from shoumi.domains.committee.actions.opinions import OWN_KINDS
from shoumi.domains.committee.models import Opinion
from shoumi.domains.committee.rules.seat_flows import OPINION
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Section, Shown, declare

AT_MOST = 20
TONES = {"asked": Tone.WAITING, "given": Tone.GOOD, "declined": Tone.BAD}


def shown(record: Any, person: Any, at: datetime) -> Shown | None:
    """Who sees the record sees them. One query."""
    if record.kind in OWN_KINDS:
        return None
    rows = Opinion.objects.filter(about=record.pk).select_related("asked_of")
    opinions = [
        {
            "row": one,
            "state": OPINION.state(one.state).label,
            "tone": TONES.get(one.state, Tone.NEUTRAL),
        }
        for one in rows.order_by("-pk")[:AT_MOST]
    ]
    asks = asks_about(person, record, at)
    if not opinions and not asks:
        return None
    url = reverse("committee.ask_opinion", args=[record.pk]) if asks else ""
    return {"opinions": opinions, "ask_url": url}


declare(
    Section(
        name="opinions", label=_("Expert opinions"), template="committee/_opinions.html",
        shown=shown, order=15,
    )
)  # fmt: skip
