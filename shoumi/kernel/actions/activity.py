"""What may be done to the log itself: hand its head out, erase an opening, admit a fork.

They stand here and not in `activity`, which is below @action and knows nothing of it; who may is
declared by `accounts`, which knows the audit administrator.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.actions.action import action
from shoumi.kernel.actions.refusals import Invalid, Refused
from shoumi.kernel.activity.ledger import remark
from shoumi.kernel.activity.models import Anchor, Checkpoint, Entry, Opening

LEGAL_HOLD = Reason(
    "legal_hold",
    _("This belongs to a matter under legal hold. Nothing of it may be erased until that ends."),
)


@action(
    "activity.record_anchor",
    label=_("Record who keeps a checkpoint"),
    clauses=("4.8", "6.2"),
)
def record_anchor(
    *, checkpoint: Checkpoint, kind: str, place: str, on: date, by: Actor, at: datetime
) -> Anchor:
    """Record that somebody outside keeps this checkpoint since a day. Raises Invalid."""
    if kind not in Anchor.Kind.values:
        raise Invalid("kind", _("Choose one of the ways offered."))
    if not place.strip():
        raise Invalid("place", _("Say who keeps it, or where."))
    if on > timezone.localtime(at).date():
        raise Invalid("on", _("This day has not come yet."))
    if on < timezone.localtime(checkpoint.signed_at).date():
        raise Invalid("on", _("The checkpoint was not signed yet on that day."))
    anchor = Anchor(checkpoint=checkpoint, kind=kind, place=place.strip(), on=on, recorded_at=at)
    anchor.save()
    return anchor


@action("activity.read_log", label=_("Read the log"), clauses=("6.2",))
def read_log(*, asked: str, by: Actor, at: datetime) -> None:
    """Enter that somebody looked at the log; the filters asked for are kept as a private fact."""
    remark(asked=asked[:500])


@action("activity.erase_opening", label=_("Erase personal data from the log"), clauses=("6.2",))
def erase_opening(*, entry: Entry, because: str, by: Actor, at: datetime) -> Entry:
    """Erase what an entry's commitments were made of (PIPL art. 47); the entry and its proofs stay.

    The marks of rows stay too, but without their salt nothing can be told from them. Raises
    Invalid; Refused while the subject or a row of the entry is under legal hold.
    """
    if not because.strip():
        raise Invalid("because", _("Give the reason."))
    opening = Opening.objects.select_for_update().filter(entry=entry).first()
    if opening is None or opening.erased_at is not None:
        raise Invalid("", _("This has been erased already."))
    rows = [(str(table), str(key)) for table, key, *_rest in opening.marks]
    if _any_held([*rows, _parted(entry.subject)]):
        raise Refused(LEGAL_HOLD)
    remark(because=because.strip())
    Opening.objects.filter(pk=opening.pk).update(facts={}, salt="", erased_at=at)
    return entry


@action("activity.fork_log", label=_("Admit that the log was put back"), clauses=("6.2",))
def fork_log(*, because: str, refusal: str, old_head: str, by: Actor, at: datetime) -> None:
    """Enter in the log that it doesn't continue `old_head` (a signed note), and why.

    The first step of the ceremony; then the tree grows by this entry and the keeper begins anew
    from it. Raises Invalid.
    """
    if not because.strip():
        raise Invalid("because", _("Give the reason."))
    remark(because=because.strip(), refusal=refusal, old_head=old_head)


def _parted(subject: str) -> tuple[str, str]:
    label, _slash, key = subject.rpartition("/")
    return label, key


def _any_held(rows: Iterable[tuple[str, str]]) -> bool:
    return any(_is_held(label, key) for label, key in rows if label)


def _is_held(label: str, key: str) -> bool:
    """Whether a row, of whatever kind it may be, says that it is under legal hold."""
    try:
        model: Any = apps.get_model(label)
        model._meta.get_field("legal_hold")
    except (LookupError, ValueError, FieldDoesNotExist):
        return False
    return bool(model._base_manager.filter(pk=key, legal_hold=True).exists())
