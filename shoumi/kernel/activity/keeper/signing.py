"""When the keeper signs: only what follows from its last head, with time moving forward."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import DatabaseError, connection
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.transparency.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from shoumi.foundation.transparency.merkle import EMPTY_TREE, TreeHead
from shoumi.foundation.transparency.notes import SignerKey
from shoumi.foundation.transparency.proofs import prove_consistency, root_at
from shoumi.foundation.transparency.verifier.errors import TransparencyError
from shoumi.foundation.transparency.verifier.proofs import verify_consistency
from shoumi.kernel.activity import models
from shoumi.kernel.activity.keeper.folder import (
    STATE_LOST,
    KeeperFolder,
    KeeperRefused,
    LastSigned,
    default_folder,
)
from shoumi.kernel.activity.tiles import StoredTiles, stored_head

APART = timedelta(seconds=2)
HEARTBEAT = timedelta(hours=1)
PAUSE = 1.0
FORKABLE = {"rolled_back", "rewritten", "state_lost", "state_unreadable", "key_lost"}
logger = logging.getLogger(__name__)


def sign(folder: KeeperFolder, *, at: datetime, now: bool = False) -> str | None:
    """Sign the stored head if it is time to, or at once with `now`; the note, or None if not.

    The note is kept on the keeper's own disk before it is published. Raises KeeperRefused.
    """
    with folder.locked():
        key, last = folder.key(), folder.last_signed()
        old, head = _opened(last, key), stored_head()
        if head.size == 0 and old.size == 0:
            return None
        _require_successor(old, head)
        if last.note:
            publish(last, folder)
        if not now and not _is_time(last, old, head, at):
            return None
        if last.signed_at is not None and at <= last.signed_at:
            raise KeeperRefused(
                "clock", _("The clock stands before the last signature. Set it right.")
            )
        return _sign(folder, key, head, at)


def publish(last: LastSigned, folder: KeeperFolder) -> None:
    """Make sure that what was signed is in the database and laid out as a file."""
    if last.signed_at is None:
        return
    size = int(last.note.split("\n", 2)[1])
    signed = {"size": size, "note": last.note, "signed_at": last.signed_at}
    if not models.Checkpoint.objects.filter(**signed).exists():
        models.Checkpoint.objects.create(**signed)
    folder.export(last.note, last.signed_at)


def why_refused(folder: KeeperFolder) -> KeeperRefused | None:
    """What keeps the keeper from signing the stored head, or None."""
    with folder.locked():
        try:
            key = folder.key()
            _require_successor(_opened(folder.last_signed(), key), stored_head())
        except KeeperRefused as refused:
            return refused
    return None


def adopt_fork(folder: KeeperFolder, *, at: datetime) -> str:
    """Set the old head aside and sign the tree as it stands now: the last step of the ceremony,
    after the fork itself has been entered in the log. Raises KeeperRefused."""
    with folder.locked():
        folder.set_aside(at)
        key = folder.key()
        head = stored_head()
        _require_successor(EMPTY_TREE, head)
        return _sign(folder, key, head, at)


def run(
    stop: Event,
    clock: Callable[[], datetime],
    folder: KeeperFolder | None = None,
    *,
    pause: float = PAUSE,
) -> None:
    """Look every second, sign within seconds of new entries and hourly without, until stopped."""
    folder = folder or default_folder()
    told = ""
    while True:
        try:
            sign(folder, at=clock())
            told = ""
        except (KeeperRefused, DatabaseError, OSError) as error:
            connection.close_if_unusable_or_obsolete()
            if str(error) != told:
                logger.error("The keeper doesn't sign: %s", error)
            told = str(error)
        if stop.wait(pause):
            return


def _sign(folder: KeeperFolder, key: SignerKey, head: TreeHead, at: datetime) -> str:
    note = sign_checkpoint(Checkpoint(key.name, head), key)
    signed = LastSigned(note, at)
    folder.remember(signed)
    publish(signed, folder)
    return note


def _opened(last: LastSigned, key: SignerKey) -> TreeHead:
    """The last head, once the keeper's own signature on it holds."""
    if not last.note:
        if models.Checkpoint.objects.exists():
            raise KeeperRefused("state_lost", STATE_LOST)
        return EMPTY_TREE
    try:
        return open_checkpoint(last.note, [key.verifier_key], key.name).head
    except TransparencyError:
        raise KeeperRefused(
            "state_unreadable", _("The keeper's record of its last head can't be read.")
        ) from None


def _is_time(last: LastSigned, old: TreeHead, head: TreeHead, at: datetime) -> bool:
    if last.signed_at is None:
        return True
    return at - last.signed_at >= (APART if head.size > old.size else HEARTBEAT)


def _require_successor(old: TreeHead, head: TreeHead) -> None:
    """Refuse a tree that doesn't begin with the one signed last (RFC 9162 section 2.1.4)."""
    if head.size < old.size:
        raise KeeperRefused(
            "rolled_back",
            _(
                "The log holds fewer entries than were signed already: an old copy of the database "
                "was put back. If that was meant, run “shoumi log fork”."
            ),
        )
    tiles = StoredTiles()
    try:
        if old.size:
            proof = prove_consistency(tiles, old.size, head.size)
            verify_consistency(old.size, old.root, head.size, head.root, proof)
        elif head.size and root_at(tiles, head.size) != head.root:
            raise KeeperRefused("rewritten", _REWRITTEN)
    except TransparencyError:
        raise KeeperRefused("rewritten", _REWRITTEN) from None


_REWRITTEN = _(
    "The log doesn't continue what was signed already: its past was changed. Run “shoumi log "
    "verify” to see where."
)
