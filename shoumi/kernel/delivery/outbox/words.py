"""What a message says: what is asked, a number, a last day and a link. Never a title or a name."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shoumi.kernel.accounts.models import Account, Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.delivery.models import Outgoing, Receipt
from shoumi.kernel.delivery.rules import PENDING


@dataclass(frozen=True)
class Message:
    uid: str
    to: str
    subject: str
    body: str


def language_of(person: Person) -> str:
    chosen = Account.objects.filter(person=person).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def composed(row: Outgoing, to: str, at: datetime) -> Message | None:
    """The message in the recipient's language, as things stand now; None when nobody needs it any
    more: answered, recalled, not open to the person any longer, or the person has left."""
    person = row.person
    if not person.is_active(local_day(at)):
        return None
    with translation.override(language_of(person)):
        found = _said(row, at)
        if found is None:
            return None
        subject, lines = found
        lines = [*lines, "", _("Sent by Shoumi. Please don't answer this message.")]
        return Message(str(row.uid), to, subject, "\n".join(lines))


def _said(row: Outgoing, at: datetime) -> tuple[str, list[str]] | None:
    if row.purpose == Outgoing.Purpose.TRIAL:
        return _("Test message"), [_("This channel works."), house_link("/")]
    if row.purpose == Outgoing.Purpose.DIGEST:
        return _("What waits for you today"), row.body.split("\n")
    receipt = (
        Receipt.objects.filter(dispatch=row.dispatch_id, person=row.person_id, state__in=PENDING)
        .select_related("dispatch__record", "dispatch__document")
        .first()
    )
    if receipt is None or not receipt.dispatch.record.is_visible_to(row.person, at):
        return None
    dispatch = receipt.dispatch
    subject = dispatch.subject
    if row.purpose == Outgoing.Purpose.REMINDER:
        subject = _("Reminder: %(subject)s") % {"subject": subject}
    lines = [subject]
    if dispatch.deadline:
        lines.append(_("Last day: %(day)s") % {"day": dispatch.deadline.isoformat()})
    return subject, [*lines, house_link(reverse("receipts.receipt", args=[receipt.pk]))]


def house_link(path: str) -> str:
    """A page of the house as somebody outside its pages opens it."""
    return f"{settings.ADDRESS}{path}"
