"""The section of circulars on the page of what they were drafted from (3.2)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.models import Circular
from shoumi.domains.notices.rules.flows import CIRCULAR
from shoumi.domains.notices.tables import TONES
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Section, Shown, declare

SOURCES = ("meeting", "resolution")
AT_MOST = 20


def shown(record: Any, person: Any, at: datetime) -> Shown | None:
    """Of the circulars drafted from it those that the reader sees. One query."""
    if record.kind not in SOURCES:
        return None
    rows = Circular.objects.visible_to(person, at).filter(source=record.pk).order_by("-pk")
    found = [
        {
            "row": one,
            "state": CIRCULAR.state(one.state).label,
            "tone": TONES.get(one.state, Tone.NEUTRAL),
        }
        for one in rows[:AT_MOST]
    ]
    return {"circulars": found} if found else None


declare(
    Section(
        name="circulars", label=_("Circulars"), template="notices/_circulars_from.html",
        shown=shown, order=16,
    )
)  # fmt: skip
