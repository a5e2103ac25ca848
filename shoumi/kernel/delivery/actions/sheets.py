"""One signed sheet for many: the scan is kept once, each signature has its own true date."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.delivery.access import FOR_OTHERS
from shoumi.kernel.delivery.actions.answering import REPLACED, version_before
from shoumi.kernel.delivery.models import Dispatch, Method, Receipt
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.documents.actions.evidence import keep_scan
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.records.models import Record

BATCH = 200


@action("delivery.enter_sheet", label=_("Enter a signed sheet"), clauses=("3.2", "4.1"))
def enter_sheet(
    dispatch: Dispatch,
    *,
    scan: Scan,
    signed: Mapping[int, date],
    description: str,
    by: Actor,
    at: datetime,
) -> Dispatch:
    """Those who signed on one sheet have answered, each on the day beside the name.

    `signed` is the day by the receipt's key. The evidence bears the latest of the days. Raises
    Refused, Invalid on `signed`, `scan`, `description`.
    """
    if dispatch.document is not None and dispatch.document.state != "issued":
        raise Refused(REPLACED)
    description = " ".join(description.split()) or str(_("Signed sheet"))
    if len(description) > 200:
        raise Invalid("description", _("Say it in 200 characters or fewer."))
    rows = _those(dispatch, signed, by, at)
    record = Record.objects.get(pk=dispatch.record_id)
    evidence = keep_scan(
        record, scan, description=description, signed_on=max(signed.values()), by=by, at=at
    )
    seen = version_before(rows[0])
    for row in rows:
        row.state = RECEIPT_FLOW.take(row.state, "acknowledge_on_paper", row)
        row.method, row.evidence, row.done_at = Method.PAPER, evidence, at
        row.signed_on, row.version_sha256 = signed[row.pk], seen
        row.version += 1
    fields = ["state", "method", "evidence", "done_at", "signed_on", "version_sha256", "version"]
    Receipt.objects.bulk_update(rows, fields, batch_size=BATCH)
    return dispatch


def _those(
    dispatch: Dispatch, signed: Mapping[int, date], by: Actor, at: datetime
) -> list[Receipt]:
    """The receipts to be answered, locked. Raises Refused, Invalid."""
    if not signed:
        raise Invalid("signed", _("Give the day beside at least one name."))
    first, today = local_day(dispatch.sent_at), local_day(at)
    if not all(first <= day <= today for day in signed.values()):
        raise Invalid(
            "signed",
            _("A signature lies between the day of sending (%(day)s) and today.")
            % {"day": first.isoformat()},
        )
    waiting = dispatch.receipts.pending().select_related("dispatch__document")
    rows = [row for row in waiting.select_for_update(of=("self",)) if row.pk in signed]
    if len(rows) != len(signed):
        raise Invalid(
            "signed", _("Somebody on the sheet has answered meanwhile. Look at the list again.")
        )
    if any(row.person_id == by.pk for row in rows):
        raise Refused(FOR_OTHERS)
    return rows
