"""What waits for a person. Reads only; the line shown is the dispatch's `subject`."""

from datetime import datetime

from django.db.models import F

from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.models import Receipt, ReceiptQuerySet
from shoumi.kernel.records.models import Record


def inbox(person: Person, at: datetime) -> ReceiptQuerySet:
    """The receipts on which the person has still to act, the nearest deadline first.

    What the person may not see any more is not shown, nor counted.
    """
    seen = Record.objects.visible_to(person, at)
    return (
        Receipt.objects.pending()
        .filter(person=person, dispatch__record__in=seen)
        .select_related("dispatch__record", "dispatch__document")
        .order_by(F("dispatch__deadline").asc(nulls_last=True), "-id")
    )
