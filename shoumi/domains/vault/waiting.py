"""The records of the vault that wait for one person, found in one query for all piles of an inbox:
the inbox stands on a budget, and each sort alone would cost one."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from shoumi.domains.vault.models import Emergency, Use
from shoumi.kernel.records.models import Record, Transition

AT_MOST = 200
NEWS_LASTS = timedelta(days=14)


def waiting(person: Any, at: datetime) -> list[Any]:
    """Grants that were changed past the house, opened in an emergency, or answered to this person;
    what he may hand out; stocktakings that were closed. Asked once a request."""
    kept = getattr(person, "_vault_waiting", None)
    if kept is None or kept[0] != at:
        kept = (at, list(_found(person, at)))
        person._vault_waiting = kept
    found: list[Any] = kept[1]
    return found


def _found(person: Any, at: datetime) -> Any:
    unreviewed = Emergency.objects.filter(grant_id=OuterRef("pk"), reviewed_at=None)
    news = Transition.objects.filter(
        record_id=OuterRef("pk"), step__in=["grant_given", "grant_refused"],
        recorded_at__gt=at - NEWS_LASTS,
    )  # fmt: skip
    used = Use.objects.filter(grant_id=OuterRef("pk"))
    answered = Q(kind="grant", state__in=["active", "refused"], grant__grantee=person)
    wanted = (
        Q(kind="grant", state="suspect")
        | (Q(kind="grant") & Exists(unreviewed))
        | (answered & Exists(news) & ~Exists(used))
        | Q(kind="disclosure", state="cleared", owner=person, disclosure__ends_at__gt=at)
        | Q(kind="stocktaking", state="closed")
    )
    kinds = Q(kind__in=["grant", "disclosure", "stocktaking"])
    rows = Record.objects.visible_to(person, at).filter(kinds, wanted).order_by("pk")
    return rows.select_related(
        "grant__grantee", "grant__emergency", "disclosure", "stocktaking__org_unit"
    )[:AT_MOST]
