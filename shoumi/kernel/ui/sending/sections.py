"""What was sent of a record and to whom: counts for all, names for those whom they concern, and
those first who have not answered."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import may
from shoumi.kernel.delivery.models import Dispatch, Receipt
from shoumi.kernel.delivery.rules import PENDING
from shoumi.kernel.ui.records.sections import Section, Shown, declare
from shoumi.kernel.ui.sending.tones import RECEIPT_TONES

DISPATCHES = 20
ROWS = 20


def sent_to(record: Any, person: Any, at: datetime) -> Shown | None:
    """The newest dispatches, each with its counts and 20 rows at most. Two queries, and what the
    domain's permit asks."""
    sent = list(
        Dispatch.objects.filter(record_id=record.pk)
        .counted()
        .select_related("document", "record")[: DISPATCHES + 1]
    )
    may_send = may(person, "delivery.send", record, at)
    if not sent and not may_send:
        return None
    receipts = Receipt.objects.filter(dispatch__in=sent[:DISPATCHES])
    rows = _rows(receipts if may_send else receipts.told_to(person, at)) if sent else {}
    return {
        "dispatches": [_dispatch(one, rows.get(one.pk, []), may_send) for one in sent[:DISPATCHES]],
        "more": len(sent) > DISPATCHES,
        "send_url": reverse("sending.send", args=[record.pk]) if may_send else "",
    }


def _rows(receipts: Any) -> dict[int, list[Receipt]]:
    """The first receipts of each dispatch, those awaited before the answered ones."""
    awaited = Case(
        When(state__in=PENDING, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    numbered = receipts.annotate(
        place=Window(RowNumber(), partition_by=F("dispatch_id"), order_by=[awaited.asc(), "id"])
    )
    found: dict[int, list[Receipt]] = {}
    for row in numbered.filter(place__lte=ROWS).select_related("person").order_by("place"):
        found.setdefault(row.dispatch_id, []).append(row)
    return found


def _dispatch(dispatch: Any, rows: list[Receipt], is_whole: bool) -> Shown:
    return {
        "dispatch": dispatch,
        "url": reverse("sending.dispatch", args=[dispatch.pk]),
        "receipts": [{"receipt": row, "tone": RECEIPT_TONES[row.state]} for row in rows],
        "others": dispatch.total - len(rows) if is_whole else 0,
    }


declare(Section("receipts", _("Sent to"), "ui/sending/_receipts.html", sent_to, 50))
