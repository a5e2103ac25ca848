"""State secrets are kept out: quarantine on suspicion, then put back or leave a tombstone."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions.changing import end_protection, require_free
from shoumi.domains.register.models import Change, TradeSecret
from shoumi.domains.register.rules.flow import FLOW
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import NOTE, action, require_said, require_text
from shoumi.kernel.activity import ledger
from shoumi.kernel.approvals import asking
from shoumi.kernel.records import words
from shoumi.kernel.records.models import Audience, Capacity, Record
from shoumi.kernel.records.moves import close_to, move
from shoumi.kernel.records.words import TOMBSTONE
from shoumi.kernel.storage.keys.shredding import shred
from shoumi.kernel.storage.models import RecordKey, SealedObject

OF_THE_HOUSE = ("owner", "audience")
"""Why somebody is named, where nobody gave a reason of his own."""


@action(
    "register.quarantine",
    label=_("Quarantine: may be a state secret"),
    clauses=("8.2",),
    step="register.quarantine",
)
def quarantine(secret: TradeSecret, *, note: str = "", by: Actor, at: datetime) -> TradeSecret:
    """Nobody opens it from this moment until the office has cleared it. Raises Refused."""
    require_text("note", note, NOTE)
    asking.void(secret, because="quarantine", at=at)
    for change in secret.changes.filter(state=Change.State.PROPOSED):
        change.state = Change.State.DROPPED
        change.save()
    ledger.remark(note=note.strip())
    move(secret, FLOW, "register.quarantine", by=by, at=at)
    return secret


@action(
    "register.release", label=_("False alarm: put back"), clauses=("8.2",), step="register.release"
)
def release(secret: TradeSecret, *, note: str, by: Actor, at: datetime) -> TradeSecret:
    """It was none: it goes back into force, to be filed, or to where it is described. An approval
    or a change that was under way begins anew. Raises Refused, Invalid."""
    note = require_said("note", note, NOTE, _("Say how you made sure that it is no state secret."))
    decided = "released_to_force" if secret.number else "released_to_approved"
    back = decided if secret.effective_on else "released_to_nominated"
    move(secret, FLOW, back, by=by, at=at, note=note)
    return secret


@action(
    "register.entomb",
    label=_("Remove it from this system"),
    clauses=("8.2",),
    step="register.entomb",
)
def entomb(secret: TradeSecret, *, note: str, by: Actor, at: datetime) -> TradeSecret:
    """It is a state secret: only number and dates stay. Title and words are overwritten here, the
    keys of whatever was sealed with it are destroyed, and the paper goes to the state-secrets
    office by its own way. Raises Refused, Invalid."""
    note = require_said(
        "note", note, NOTE, _("Say to which state-secrets office it was handed over.")
    )
    require_free(secret)
    day = local_day(at)
    for row in (
        Audience.objects.at(day)
        .filter(record_id=secret.pk)
        .exclude(capacity=Capacity.KEEPS, post__isnull=False)
    ):
        close_to(row, on=day)
    _destroy_beside(secret, at)
    _overwrite(secret, day)
    end_protection(secret, day)
    move(secret, FLOW, "register.entomb", by=by, at=at, note=note)
    return secret


def _destroy_beside(secret: TradeSecret, at: datetime) -> None:
    """Whatever hangs on it, in every domain: its files are shredded, what people wrote is gone."""
    family = Record.objects.filter(Q(pk=secret.pk) | Q(parent_id=secret.pk))
    sealed = SealedObject.objects.filter(record__in=family).select_related("record")
    keys = RecordKey.objects.filter(record__in=family).select_related("record")
    shred([*sealed, *keys], at=at)
    words.blank(family)
    named = Audience.objects.filter(record__in=family, capacity=Capacity.KNOWS)
    for row in named.exclude(because__in=OF_THE_HOUSE):
        row.because = TOMBSTONE
        row.save()


def _overwrite(secret: TradeSecret, day: date) -> None:
    for texts in (secret.grounds.all(), secret.points.all()):
        for text in texts:
            text.statement = b""
            text.until_on = text.until_on or day
            text.save()
    for place in secret.places.all():
        place.sha256 = ""
        place.until_on = place.until_on or day
        place.save()
    secret.title, secret.brief, secret.origin_note = TOMBSTONE, b"", ""
    secret.factors, secret.assistant, secret.legacy_mark = {}, {}, ""


@action("register.hold", label=_("Hold for a legal case"), clauses=("4.5",))
def hold(secret: TradeSecret, *, held: bool, note: str, by: Actor, at: datetime) -> TradeSecret:
    """Keep a secret as it is for a case, or let it go again. Raises Invalid."""
    note = require_said("note", note, NOTE, _("Name the case."))
    secret.legal_hold = held
    secret.save()
    ledger.remark(note=note)
    return secret


@action(
    "register.read_content",
    label=_("Read points and grounds"),
    clauses=("4.8",),
    quiet=True,
    reads=True,
)
def read_content(secret: TradeSecret, *, by: Actor, at: datetime) -> TradeSecret:
    """Log that this person opened the sealed texts. The caller opens them after this returned.

    Raises Refused, with every reason.
    """
    return secret
