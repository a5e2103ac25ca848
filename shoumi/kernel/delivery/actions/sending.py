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
from shoumi.kernel.actions import Invalid, Refused, action, require_said
from shoumi.kernel.delivery.channels import tell
from shoumi.kernel.delivery.models import Act, Dispatch, Receipt
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.documents.models import IssuedDocument
from shoumi.kernel.records.models import Audience, Record

NOT_LATE = Reason("not_late", _("The last day has not passed yet."))
ALL_ANSWERED = Reason("all_answered", _("Nobody's answer is awaited any more."))
REMINDED = Reason("reminded", _("They were reminded today. Remind them again tomorrow."))
LONGEST_REASON = 300
BATCH = 200
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
    unseen = len(keys - set(people_seeing(record, day).values_list("pk", flat=True)))
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
    _deliver(dispatch, keys, at)
    return dispatch


@action("delivery.expire", label=_("Let the unanswered lapse"), clauses=("3.2",), quiet=True)
def expire(dispatch: Dispatch, *, by: Actor, at: datetime) -> Dispatch:
    """Mark every receipt that nobody answered by the last day. Raises Refused before that."""
    if dispatch.deadline is None or dispatch.deadline >= local_day(at):
        raise Refused(NOT_LATE)
    _move_pending(dispatch, "expire")
    return dispatch


@action("delivery.recall", label=_("Recall"), clauses=("3.2",))
def recall(dispatch: Dispatch, *, reason: str, by: Actor, at: datetime) -> Dispatch:
    """Take a sending back from those who have not answered; what was answered stays. Raises
    Refused, Invalid."""
    reason = require_said("reason", reason, LONGEST_REASON, _("Say why you recall it."))
    _require_pending(dispatch)
    _move_pending(dispatch, "recall")
    dispatch.recalled_at, dispatch.recall_reason = at, reason
    dispatch.save()
    return dispatch


@action("delivery.remind_pending", label=_("Remind those who haven't answered"), clauses=("3.2",))
def remind_pending(dispatch: Dispatch, *, by: Actor, at: datetime) -> Dispatch:
    """Tell those who have not answered once more, once a day at most. Raises Refused."""
    _require_pending(dispatch)
    if dispatch.reminded_at is not None and local_day(dispatch.reminded_at) == local_day(at):
        raise Refused(REMINDED)
    people = dispatch.receipts.pending().values_list("person_id", flat=True)
    tell(dispatch, set(people), at, again=True)
    dispatch.reminded_at = at
    dispatch.save()
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


def _deliver(dispatch: Dispatch, keys: set[int], at: datetime) -> None:
    """Tell everybody, and keep one receipt for each, written once."""
    told = tell(dispatch, keys, at)
    sent = RECEIPT_FLOW.take(RECEIPT_FLOW.start, "send", None)
    Receipt.objects.bulk_create(
        [
            Receipt(
                dispatch=dispatch,
                person_id=key,
                state=sent if key in told else RECEIPT_FLOW.start,
            )
            for key in sorted(keys)
        ],
        batch_size=BATCH,
    )


def _move_pending(dispatch: Dispatch, step: str) -> None:
    rows = list(dispatch.receipts.pending().select_for_update())
    for receipt in rows:
        receipt.state = RECEIPT_FLOW.take(receipt.state, step, receipt)
        receipt.version += 1
    Receipt.objects.bulk_update(rows, ["state", "version"], batch_size=BATCH)


def _require_pending(dispatch: Dispatch) -> None:
    if not dispatch.receipts.pending().exists():
        raise Refused(ALL_ANSWERED)
