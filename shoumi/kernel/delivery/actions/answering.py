"""What recipients do: open, confirm, decline; and entering the paper that was signed instead."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import NotAllowed
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Invalid, Refused, action, require_text
from shoumi.kernel.activity import ledger
from shoumi.kernel.activity.logged import row_state
from shoumi.kernel.delivery.models import Act, Method, Receipt
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.documents.models import Evidence
from shoumi.kernel.records.models import Record
from shoumi.kernel.records.moves import reasons

LONGEST = 1000
REPLACED = Reason(
    "replaced",
    _("This paper has been replaced or declared void since. You will be sent the new one."),
)
CHANGED = Reason("changed", _("This has changed since you opened it. Open it again, then answer."))


@action("delivery.open_receipt", label=_("Open"), clauses=("3.2",), quiet=True)
def open_receipt(receipt: Receipt, *, by: Actor, at: datetime) -> Receipt:
    """Remember when it was opened first, and which exact version was opened last."""
    _step(receipt, "open")
    receipt.opened_at = receipt.opened_at or at
    receipt.version_sha256 = version_before(receipt)
    receipt.save()
    return receipt


@action("delivery.acknowledge", label=_("Confirm"), clauses=("3.2", "4.1"), step="acknowledge")
def acknowledge(
    receipt: Receipt, *, method: str = Method.CLICK, answer: str = "", by: Actor, at: datetime
) -> Receipt:
    """Note, confirm, sign or reply, as was asked, to the version that was opened.

    A signature needs the password given anew, which the view has checked. Raises Refused, Invalid.
    """
    answer = answer.strip()
    require_text("answer", answer, LONGEST)
    asked = receipt.dispatch.act
    if asked == Act.REPLY and not answer:
        raise Invalid("answer", _("Write your reply."))
    allowed = {Method.PASSWORD} if asked == Act.SIGN else {Method.CLICK, Method.PASSWORD}
    if method not in allowed:
        raise Invalid("method", _("To sign, give your password once more."))
    _require_same_version(receipt)
    _step(receipt, "acknowledge")
    receipt.method, receipt.answer, receipt.done_at = method, answer, at
    receipt.save()
    return receipt


@action("delivery.acknowledge_on_paper", label=_("Enter the signed paper"), clauses=("3.2", "4.1"))
def acknowledge_on_paper(
    receipt: Receipt, *, evidence: Evidence, by: Actor, at: datetime
) -> Receipt:
    """The recipient signed on paper: the scan and its true date stand for the answer."""
    if evidence.record_id != receipt.dispatch.record_id:
        raise Invalid("evidence", _("This file belongs to something else. Choose another."))
    if receipt.dispatch.document and receipt.dispatch.document.state != "issued":
        raise Refused(REPLACED)
    _step(receipt, "acknowledge_on_paper")
    receipt.method, receipt.evidence, receipt.done_at = Method.PAPER, evidence, at
    receipt.signed_on = evidence.signed_on
    receipt.version_sha256 = version_before(receipt)
    receipt.save()
    return receipt


@action("delivery.decline", label=_("Decline"), clauses=("3.2",), step="decline")
def decline(receipt: Receipt, *, reason: str, by: Actor, at: datetime) -> Receipt:
    """Say no, and why. What is only to be noted can't be declined. Raises Refused, Invalid."""
    reason = reason.strip()
    require_text("reason", reason, LONGEST)
    if receipt.dispatch.act == Act.KNOW:
        raise Refused(Reason("only_to_note", _("This is for your information; just read it.")))
    if not reason:
        raise Invalid("reason", _("Say why you decline."))
    _step(receipt, "decline")
    receipt.answer, receipt.done_at = reason, at
    receipt.save()
    ledger.remark(reason=reason)
    return receipt


def version_before(receipt: Receipt) -> str:
    """SHA-256 of what the recipient has before him now: the paper, else the record's own row."""
    dispatch = receipt.dispatch
    if dispatch.document is not None:
        return dispatch.sha256
    record = Record.objects.get(pk=dispatch.record_id)
    return hashlib.sha256(row_state(record, Record).canonical).hexdigest()


def _require_same_version(receipt: Receipt) -> None:
    if receipt.state != "opened":
        return  # The state table says it better.
    document = receipt.dispatch.document
    if document is not None and document.state != "issued":
        raise Refused(REPLACED)
    if version_before(receipt) != receipt.version_sha256:
        raise Refused(CHANGED)


def _step(receipt: Receipt, step: str) -> None:
    try:
        receipt.state = RECEIPT_FLOW.take(receipt.state, step, receipt)
    except NotAllowed as no:
        raise Refused(*reasons(RECEIPT_FLOW, no)) from None
