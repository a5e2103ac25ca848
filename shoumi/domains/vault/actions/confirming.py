"""The receiver's word that he has it, and the slip that goes with a hand-over (4.8)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.documents.declared import CARRIER_LABEL, SLIP
from shoumi.domains.vault.documents.labels import carrier_label
from shoumi.domains.vault.documents.slips import slip
from shoumi.domains.vault.models import Carrier, Handover
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.activity import ledger
from shoumi.kernel.documents import actions as papers
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.documents.papers import Language

NOT_OF_IT = _("This is no hand-over of this carrier.")
CONFIRMED = Reason("confirmed", _("That it was received is confirmed already."))
NOT_RECEIVER = Reason("not_receiver", _("Only whoever received it confirms that."))
NO_LABEL = Reason("no_label", _("It is not there any more; it gets no label."))


@action("vault.confirm_receipt", label=_("I have received it"), clauses=("4.8",), reads=True)
def confirm_receipt(carrier: Carrier, *, handover: Handover, by: Actor, at: datetime) -> Handover:
    """Whoever received it says so, once. Raises Refused, Invalid."""
    row = Handover.objects.select_for_update().get(pk=handover.pk)
    if row.carrier_id != carrier.pk:
        raise Invalid("", NOT_OF_IT)
    if row.to_person_id != by.pk:
        raise Refused(NOT_RECEIVER)
    if row.confirmed_at is not None:
        raise Refused(CONFIRMED)
    row.confirmed_at = at
    row.save()
    return row


@action("vault.issue_slip", label=_("Issue the hand-over slip"), clauses=("4.8",))
def issue_slip(
    carrier: Carrier,
    *,
    handover: Handover,
    language: Language = "zh-hans",
    by: Actor,
    at: datetime,
) -> IssuedDocument:
    """The slip of a hand-over as it stands; it replaces the one before. Raises Refused, Invalid,
    Sealed, DiskFull."""
    if handover.carrier_id != carrier.pk:
        raise Invalid("", NOT_OF_IT)
    carrier.save()
    row = Handover.objects.select_for_update().get(pk=handover.pk)
    paper = slip(row, at=at, language=language)
    row.slip = papers.issue(carrier, paper=paper, form=SLIP.code, supersedes=row.slip, by=by, at=at)
    row.save()
    return row.slip


@action("vault.issue_carrier_label", label=_("Issue its label"), clauses=("4.8",))
def issue_carrier_label(
    carrier: Carrier,
    *,
    counted_at: str,
    language: Language = "zh-hans",
    by: Actor,
    at: datetime,
) -> IssuedDocument:
    """A label whose code leads a phone to the page where it is counted; `counted_at` is that page's
    address without the code. It replaces the one before. Raises Refused, Sealed, DiskFull."""
    if carrier.ended_on is not None:
        raise Refused(NO_LABEL)
    carrier.save()
    label = carrier_label(carrier, counted_at=counted_at, language=language)
    before = IssuedDocument.objects.in_force().filter(
        record_id=carrier.pk, form=CARRIER_LABEL.code, language=language
    )
    ledger.remark(language=language)
    return papers.issue_label(
        carrier, label=label, form=CARRIER_LABEL.code, supersedes=before.first(), by=by, at=at
    )
