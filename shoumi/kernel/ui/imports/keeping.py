"""The file between check and import: sealed, for a day, known to the session that brought it.

Where it can't be kept (the vault is sealed, the session is another), it is asked for again.
"""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from shoumi.foundation.sealing import SealingError
from shoumi.kernel.access import Decision
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.storage import waiting
from shoumi.kernel.storage.refusals import StorageRefused

_KEY = "imports"


def keep(session: SessionBase, run: ImportRun, content: bytes, *, at: datetime) -> None:
    """Keep the checked file; of each kind the latest only."""
    forget(session, run.kind)
    try:
        name = waiting.lay_by(content, at=at)
    except StorageRefused:
        return
    session[_KEY] = {**session.get(_KEY, {}), run.kind: str(name)}


def kept(session: SessionBase, run: ImportRun, decision: Decision, *, at: datetime) -> bytes | None:
    """The file of this run, if it is still there."""
    name = session.get(_KEY, {}).get(run.kind)
    if name is None:
        return None
    try:
        content = waiting.take_up(UUID(name), decision, at=at)
    except (StorageRefused, SealingError):
        return None
    return content if sha256(content).hexdigest() == run.sha256 else None


def forget(session: SessionBase, kind: str) -> None:
    """Nobody needs it any more."""
    names = dict(session.get(_KEY, {}))
    name = names.pop(kind, None)
    if name is not None:
        session[_KEY] = names
        waiting.drop(UUID(name))
