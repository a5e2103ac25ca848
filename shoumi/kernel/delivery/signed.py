"""A sheet on which several signed that a record reached them, entered by an act of its own."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid
from shoumi.kernel.delivery.actions import acknowledge_on_paper
from shoumi.kernel.delivery.models import Receipt, ReceiptQuerySet
from shoumi.kernel.documents.actions import keep_scan
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Record


def awaited(record: Record, document: IssuedDocument | None) -> ReceiptQuerySet:
    """The receipts of a record's paper on which somebody has still to act."""
    return Receipt.objects.pending().filter(
        dispatch__record_id=record.pk,
        dispatch__document_id=document.pk if document is not None else None,
    )


def enter_signed(
    record: Record,
    document: IssuedDocument | None,
    *,
    people: Collection[Person],
    scan: Scan,
    signed_on: date,
    since: date | None,
    description: str,
    by: Actor,
    at: datetime,
) -> None:
    """The scan of what these people signed stands for their answers, with its true date; `since` is
    the day on which it was sent. Raises Refused, Invalid, Sealed, DiskFull."""
    if since is None or not since <= signed_on <= local_day(at):
        raise Invalid("signed_on", _("The day lies after it was sent, and not in the future."))
    wanted = {one.pk for one in people}
    receipts = list(awaited(record, document).filter(person__in=wanted).order_by("pk"))
    if not wanted or {one.person_id for one in receipts} != wanted:
        raise Invalid("people", _("Choose among those who have not confirmed it yet."))
    evidence = keep_scan(record, scan, description=description, signed_on=signed_on, by=by, at=at)
    for receipt in receipts:
        acknowledge_on_paper(receipt, evidence=evidence, by=by, at=at)
