"""What is done for the keys, entered in the log. The work itself is done in ``keys``, before: it
takes long and concerns the keystore, which is a database of its own."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.actions import NOTE, Invalid, action, require_text
from shoumi.kernel.activity.ledger import remark
from shoumi.kernel.storage.models import Drill, Epoch, KeystoreCopy, Rotation


@action("storage.rotate_keys", label=_("Rotate the keys"), clauses=("4.8", "6.2"))
def rotate_keys(
    *, root_version: int, fingerprint: str, rewrapped: int, by: Actor, at: datetime
) -> Rotation:
    """Enter that a new root key is in use."""
    row = Rotation(
        rotated_at=at, root_version=root_version, fingerprint=fingerprint, rewrapped=rewrapped
    )
    row.save()
    return row


@action("storage.close_epoch", label=_("Close the epoch of the keys"), clauses=("4.8", "6.2"))
def close_epoch(
    *,
    root_version: int,
    fingerprint: str,
    destroyed: list[str],
    shredded: int,
    survivors: int,
    copies: int,
    by: Actor,
    at: datetime,
) -> Epoch:
    """Enter that older root keys are destroyed, and what became final with them."""
    row = Epoch(
        closed_at=at,
        root_version=root_version,
        fingerprint=fingerprint,
        destroyed=destroyed,
        shredded=shredded,
        survivors=survivors,
        copies=copies,
    )
    row.save()
    return row


@action("storage.record_drill", label=_("Drill the restore"), clauses=("4.8", "6.6"))
def record_drill(*, found: dict[str, Any], by: Actor, at: datetime) -> Drill:
    """Enter what a restore drill proved or did not; `found` holds the fields of `Drill`."""
    row = Drill(held_at=at, **found)
    row.save()
    return row


@action("storage.make_shares", label=_("Make recovery shares"), clauses=("4.8", "6.2"))
def make_shares(*, fingerprint: str, by: Actor, at: datetime) -> None:
    """Enter that recovery shares were made; older ones open nothing from now on."""
    remark(fingerprint=fingerprint)


@action("storage.recover_root", label=_("Put the root key back"), clauses=("4.8", "6.2"))
def recover_root(*, fingerprint: str, by: Actor, at: datetime) -> None:
    """Enter that three recovery shares put the root key back."""
    remark(fingerprint=fingerprint)


@action("storage.record_copy", label=_("Record a copy of the keystore"), clauses=("4.8",))
def record_copy(*, place: str, root_version: int, by: Actor, at: datetime) -> KeystoreCopy:
    """Enter who keeps a copy of the keystore made now. Raises Invalid."""
    place = place.strip()
    if not place:
        raise Invalid("place", _("Say who keeps it, or where."))
    require_text("place", place, KeystoreCopy._meta.get_field("place").max_length or NOTE)
    row = KeystoreCopy(place=place, root_version=root_version, recorded_at=at)
    row.save()
    return row


@action("storage.retire_copy", label=_("Record a keystore copy's destruction"), clauses=("4.8",))
def retire_copy(*, copy: KeystoreCopy, by: Actor, at: datetime) -> KeystoreCopy:
    """Enter that a copy of the keystore was destroyed. Raises Invalid."""
    if copy.destroyed_at is not None:
        raise Invalid("", _("This copy was destroyed already."))
    copy.destroyed_at = at
    copy.save()
    return copy
