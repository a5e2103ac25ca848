"""The section of destructions on the pages of a secret and of a carrier."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.body.holding import ever_of
from shoumi.domains.vault.kind import DESTRUCTIONS
from shoumi.domains.vault.models import Carrier, Destruction
from shoumi.domains.vault.models.carrier import THERE
from shoumi.kernel.access import may
from shoumi.kernel.ui.components import Tone
from shoumi.kernel.ui.records.sections import Section, Shown, declare

AT_MOST = 20


def destructions(record: Any, person: Any, at: datetime) -> Shown | None:
    """One query, none on a secret that never had a carrier, and what the rule asks. Nothing where
    there is neither a destruction nor a way to ask for one."""
    if isinstance(record, Carrier):
        rows = Destruction.objects.filter(items__carrier=record)
    elif isinstance(record, TradeSecret) and record.effective_on is not None:
        if not ever_of(record):
            return None
        rows = Destruction.objects.filter(secret=record)
    else:
        return None
    found = list(rows.order_by("-pk")[:AT_MOST])
    asks = isinstance(record, TradeSecret) and _may_ask(record, person, at)
    if not found and not asks:
        return None
    return {
        "destructions": [
            {"row": one, "state": DESTRUCTIONS.flow.state(one.state).label,
             "tone": DESTRUCTIONS.tones.get(one.state, Tone.NEUTRAL)}
            for one in found
        ],
        "ask_url": reverse("vault.destroy", args=[record.pk]) if asks else "",
    }  # fmt: skip


def _may_ask(secret: TradeSecret, person: Any, at: datetime) -> bool:
    there = any(one.state in THERE for one in ever_of(secret))
    return there and may(person, "vault.request_destruction", secret, at)


declare(
    Section("vault_destructions", _("Destruction"), "vault/_destructions.html", destructions, 21)
)
