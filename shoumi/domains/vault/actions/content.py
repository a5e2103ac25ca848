"""Putting into a carrier what it holds, sealed while it streams in (4.8)."""

import unicodedata
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.actions.checking import require_unlocked
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import NOTE, Invalid, Refused, action, require_text
from shoumi.kernel.documents.incoming import STATE_SECRET, last_part
from shoumi.kernel.documents.marks import state_secret_mark
from shoumi.kernel.storage import objects
from shoumi.kernel.storage.objects import Source

LIMIT = 8 * 1024**3
NOT_ELECTRONIC = Reason("not_electronic", _("Only an electronic carrier holds files here."))
ELSEWHERE = Reason("elsewhere", _("It is lent or in repair. Take it back first."))


@action(
    "vault.add_version", label=_("Put a version in"), clauses=("4.8",), step="vault.add_version"
)
def add_version(
    carrier: Carrier, *, file: Source, name: str, note: str = "", by: Actor, at: datetime
) -> CarrierVersion:
    """Seal a file as the carrier's next version; nothing of it ever rests in the clear.

    Raises Refused, Invalid, Sealed, DiskFull, TooLarge.
    """
    if carrier.medium != Carrier.Medium.ELECTRONIC:
        raise Refused(NOT_ELECTRONIC)
    if carrier.state != "held":
        raise Refused(ELSEWHERE)
    require_unlocked(carrier, by, at)
    name = plain_name(name)
    require_text("note", note, NOTE)
    if state_secret_mark(name):
        raise Invalid("file", STATE_SECRET)
    # The action's kernel needs the record as it is saved before an object hangs on it.
    carrier.save()
    before = carrier.versions.order_by("-number").select_related("file").first()
    obj = objects.put(
        file, record=carrier, by=by, at=at, replaces=before.file if before else None, limit=LIMIT
    )
    if not obj.size:
        raise Invalid("file", _("This file is empty. Choose another."))
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


def plain_name(name: str) -> str:
    """The last part of a file's name, in at most 200 characters, its ending kept."""
    last = unicodedata.normalize("NFC", last_part(name)).strip()
    if len(last) <= 200:
        return last or "—"
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: 199 - len(ending)]}.{ending}" if dot and len(ending) < 20 else last[:200]
