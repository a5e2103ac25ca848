"""Sending to persons who may see the record, and letting lapse what nobody answered in time."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Appointment, Person
from shoumi.kernel.accounts.models.persons import PersonQuerySet
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.delivery.channels import CHANNELS
from shoumi.kernel.delivery.models import Act, Dispatch, Receipt
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Audience, Record

NOT_LATE = Reason("not_late", _("The last day has not passed yet."))
UNSEEN = ngettext_lazy(
    "%(count)d of those you chose may not see this. Open it to them first, or leave them out.",
    "%(count)d of those you chose may not see this. Open it to them first, or leave them out.",
    "count",
)


@action("delivery.send", label=_("Send to people"), clauses=("3.2", "5.3"))
def send(
    record: Record,
    *,
    people: Sequence[Person],
    act: str,
    document: IssuedDocument | None = None,
    deadline: date | None = None,
    by: Actor,
    at: datetime,
) -> Dispatch:
    """One receipt for each person. Sending widens nothing: whoever may not see the record is
    refused as a recipient. Raises Invalid, Refused, Stale.
    """
    day = local_day(at)
    if act not in Act.values:
        raise Invalid("act", _("Choose what the recipients are to do."))
    if deadline is not None and deadline < day:
        raise Invalid("deadline", _("The last day can't lie in the past."))
    if document is not None and (document.record_id != record.pk or document.state != "issued"):
        raise Invalid("document", _("This paper is not in force. Choose the one that is."))
    keys = {person.pk for person in people}
    if not keys:
        raise Invalid("people", _("Choose at least one person."))
    unseen = len(keys) - people_seeing(record, day).filter(pk__in=keys).count()
    if unseen:
        raise Invalid("people", UNSEEN % {"count": unseen})
    dispatch = Dispatch(
        record_id=record.pk,
        document=document,
        act=act,
        deadline=deadline,
        sha256=document.sha256 if document else "",
        sent_by=by if isinstance(by, Person) else None,
        sent_at=at,
    )
    dispatch.save()
    for key in sorted(keys):
        _queue(dispatch, key, at)
    return dispatch


@action("delivery.expire", label=_("Let the unanswered lapse"), clauses=("3.2",), quiet=True)
def expire(dispatch: Dispatch, *, by: Actor, at: datetime) -> Dispatch:
    """Mark every receipt that nobody answered by the last day. Raises Refused before that."""
    if dispatch.deadline is None or dispatch.deadline >= local_day(at):
        raise Refused(NOT_LATE)
    for receipt in dispatch.receipts.pending().select_for_update():
        receipt.state = RECEIPT_FLOW.take(receipt.state, "expire", receipt)
        receipt.version += 1
        receipt.save()
    return dispatch


def people_seeing(record: Record, day: date) -> PersonQuerySet:
    """Those to whom the record's audience is open on that day, by name, post or unit."""
    rows = Audience.objects.at(day).filter(record_id=record.pk)
    units = rows.filter(org_unit__path__isnull=False).values_list("org_unit__path", flat=True)
    seen = Q(Exists(rows.filter(person_id=OuterRef("pk"))))
    seen |= Q(
        Exists(
            Appointment.objects.at(day).filter(
                person_id=OuterRef("pk"),
                post__ended_on__isnull=True,
                post_id__in=rows.filter(post__isnull=False).values("post_id"),
            )
        )
    )
    for path in units:
        seen |= Q(org_unit__path__startswith=path)
    return Person.objects.active(day).filter(seen)


def _queue(dispatch: Dispatch, person_id: int, at: datetime) -> None:
    receipt = Receipt(dispatch=dispatch, person_id=person_id, state=RECEIPT_FLOW.start)
    receipt.save()
    told = [channel.name for channel in CHANNELS if channel.send(receipt, at)]
    if told:
        receipt.state = RECEIPT_FLOW.take(receipt.state, "send", receipt)
        receipt.save()
