"""Putting into a carrier what it holds, sealed while it streams in (4.8)."""

import unicodedata
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions.checking import require_unlocked
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_text
from shoumi.kernel.documents.incoming import STATE_SECRET, last_part
from shoumi.kernel.documents.marks import state_secret_mark
from shoumi.kernel.storage import arriving, objects
from shoumi.kernel.storage.models import Arrival, SealedObject
from shoumi.kernel.storage.objects import Source

EMPTY = _("This file is empty. Choose another.")
NOT_ELECTRONIC = Reason("not_electronic", _("Only an electronic carrier holds files here."))
ELSEWHERE = Reason("elsewhere", _("It is lent or in repair. Take it back first."))


@action(
    "vault.add_version", label=_("Put a version in"), clauses=("4.8",), step="vault.add_version"
)
def add_version(
    carrier: Carrier, *, file: Source | Arrival, name: str, note: str = "", by: Actor, at: datetime
) -> CarrierVersion:
    """A file as the carrier's next version: a stream, sealed as it is read, or one that has arrived
    and is sealed already. Nothing of it ever rests in the clear.

    Raises Refused, Invalid, Sealed, DiskFull, TooLarge, NotWhole.
    """
    require_open(carrier)
    require_unlocked(carrier, by, at)
    name = plain_name(name)
    require_text("note", note, NOTE)
    require_fit(name)
    # The action's kernel needs the record as it is saved before an object hangs on it.
    carrier.save()
    before = carrier.versions.order_by("-number").first()
    obj = _kept(carrier, file, by, at)
    if not obj.size:
        raise Invalid("file", EMPTY)
    # Until it was looked through; see `screening`.
    obj.held = True
    obj.save()
    version = CarrierVersion(
        carrier=carrier,
        number=before.number + 1 if before else 1,
        file=obj,
        name=name,
        sha256=obj.plain_sha256,
        note=note.strip(),
        added_by=by if isinstance(by, Person) else None,
        added_at=at,
    )
    version.save()
    return version


def _kept(carrier: Carrier, file: Source | Arrival, by: Actor, at: datetime) -> SealedObject:
    """An object of its own: what an attempt that failed left behind is in no other's way."""
    if isinstance(file, Arrival):
        return arriving.claim(file, record=carrier, by=by, at=at)
    return objects.put(file, record=carrier, by=by, at=at, limit=settings.UPLOAD_LIMIT)


def require_open(carrier: Carrier) -> None:
    """Raises Refused where nothing is put in now."""
    if carrier.medium != Carrier.Medium.ELECTRONIC:
        raise Refused(NOT_ELECTRONIC)
    if carrier.state != "held":
        raise Refused(ELSEWHERE)


def require_fit(name: str) -> None:
    """Raises Invalid for a name or path that only a state secret may bear."""
    if any(state_secret_mark(part) for part in [name, *name.split("/")]):
        raise Invalid("file", STATE_SECRET)


def plain_name(name: str) -> str:
    """The last part of a file's name, in at most 200 characters, its ending kept."""
    last = unicodedata.normalize("NFC", last_part(name)).strip()
    if len(last) <= 200:
        return last or "—"
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) < 20 else last[:200]


def plain_path(path: str) -> str:
    """A file's path within the folder that was brought, its parts cleaned as `plain_name` does;
    what leads up or stands for here is left out."""
    parts = [plain_name(part) for part in path.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in {".", "..", "—"}]
    return "/".join(kept)[-1000:] or "—"
