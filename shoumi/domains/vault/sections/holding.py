"""The vault's section on a secret's page: its carriers, and who has leave to open them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.body.holding import drop_area, ever_of
from shoumi.domains.vault.duties.granting import to_confirm
from shoumi.domains.vault.models import Emergency, Grant
from shoumi.domains.vault.models.carrier import THERE
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls.days import until
from shoumi.kernel.ui.records.sections import Section, Shown, declare

AT_MOST = 30


def carriers(record: Any, person: Any, at: datetime) -> Shown | None:
    """One query where there is no carrier, else five, and what the rules ask."""
    if not isinstance(record, TradeSecret) or record.effective_on is None:
        return None
    rows = [one for one in ever_of(record) if one.state in THERE][:AT_MOST]
    enters = may(person, "vault.register_carrier", record, at)
    asks = bool(rows) and may(person, "vault.request_grant", record, at)
    own = Grant.objects.in_force(at).filter(secret=record, grantee=person) if rows else None
    mine = own.first() if own is not None else None
    return {
        "carriers": rows,
        "mine": mine,
        "until": until(mine.ends_at) if mine is not None else "",
        "enter_url": reverse("vault.register", args=[record.pk]) if enters else "",
        "give_url": reverse("vault.disclose", args=[record.pk])
        if rows and may(person, "vault.request_disclosure", record, at)
        else "",
        "drop": drop_area(record, person, at) if enters else None,
        "ask_url": reverse("vault.request", args=[record.pk]) if asks else "",
        "team_url": reverse("vault.request_team", args=[record.pk])
        if bool(rows) and may(person, "vault.request_team_grant", record, at)
        else "",
        "emergencies": list(
            Emergency.objects.filter(grant__secret=record, reviewed_at=None).select_related("grant")
        )
        if rows
        else [],
        "confirm_url": reverse("vault.confirm")
        if rows and enters and to_confirm(local_day(at)).filter(secret=record).exists()
        else "",
        "knew_url": reverse("vault.knew", args=[record.pk])
        if may(person, "vault.read_exposure", record, at)
        else "",
    }


declare(Section("vault", _("In the vault"), "vault/_carriers.html", carriers, 20))
