"""Files brought over the network, in as many requests as it takes, until they are taken in (4.8).

An upload is for a carrier, whose next version it becomes, or for a secret: then a carrier of its
own is entered for each file.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault.actions.carriers import Described, register_carrier, require_new_carriers
from shoumi.domains.vault.actions.content import (
    EMPTY,
    add_version,
    plain_path,
    require_fit,
    require_open,
)
from shoumi.domains.vault.models import Carrier, CarrierVersion
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import NOTE, Invalid, Refused, Stale, action, require_text
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import arriving
from shoumi.kernel.storage.models import Arrival
from shoumi.kernel.storage.refusals import NotWhole

AT_ONCE = 50
"""So many uploads of one person may be under way."""
TRIES = 5
TOO_LARGE = _("This file is larger than is allowed here. Split it, or ask the administrator.")
TOO_MANY = Reason(
    "too_many_uploads",
    _("Very many of your uploads are still under way. Finish or stop some of them first."),
)
NOT_YOURS = Reason("not_yours", _("This upload is not yours."))


@dataclass(frozen=True)
class Brought:
    """A file as whoever brings it tells of it: its name, or path within a folder; its bytes."""

    path: str
    size: int
    note: str = ""


@action("vault.begin_upload", label=_("Begin an upload"), clauses=("4.8",), reads=True, quiet=True)
def begin_upload(record: Record, *, brought: Brought, by: Actor, at: datetime) -> Arrival:
    """Expect a file for a carrier or a secret. Raises Refused, Invalid, Sealed."""
    if not isinstance(by, Person):
        raise Invalid("", _("Only a person brings a file."))
    _require_place(record)
    path = plain_path(brought.path)
    require_fit(path)
    require_text("note", brought.note, NOTE)
    if brought.size < 1:
        raise Invalid("file", EMPTY)
    if brought.size > settings.UPLOAD_LIMIT:
        raise Invalid("file", TOO_LARGE)
    day = at - timedelta(hours=24)
    if by.arrivals.filter(object=None, touched_at__gt=day).count() >= AT_ONCE:
        raise Refused(TOO_MANY)
    told = {"path": path, "note": brought.note.strip()}
    level = record.grade or getattr(record, "proposed_grade", "")
    return arriving.begin(record, person=by, size=brought.size, told=told, level=level, at=at)


def takes_files(record: Record) -> bool:
    """Whether the state of a carrier or a secret lets files in now."""
    try:
        _require_place(record)
    except (Refused, Invalid):
        return False
    return True


def _require_place(record: Record) -> None:
    if isinstance(record, Carrier):
        require_open(record)
    elif isinstance(record, TradeSecret):
        require_new_carriers(record)
    else:
        raise Invalid("", _("Files are brought for a carrier or for a secret."))


def finish_upload(arrival: Arrival, *, by: Person, at: datetime) -> CarrierVersion:
    """Take in a file of which every byte has come; done again, it answers what became of it.

    Raises NotWhole, Refused, Invalid, Sealed, DiskFull: then it waits, and can be finished later.
    """
    if not arrival.object_id:
        arriving.make_whole(arrival, at=at)
        # Hours may have passed since the request began, and the person have left in them.
        by = Person.objects.get(pk=by.pk)
        for left in reversed(range(TRIES)):
            try:
                return _take_in(arrival, by, at)
            except Stale:
                # Another version was put in at this moment; this one becomes the next.
                if not left:
                    raise
            except NotWhole:
                # Another request may have taken it in at this moment.
                arrival.refresh_from_db()
                if not arrival.object_id:
                    raise
                break
    return CarrierVersion.objects.get(file_id=arrival.object_id)


def _take_in(arrival: Arrival, by: Person, at: datetime) -> CarrierVersion:
    carrier = Carrier.objects.filter(pk=arrival.record_id).first()
    if carrier is None:
        secret = TradeSecret.objects.get(pk=arrival.record_id)
        return bring_in(secret, arrival=arrival, by=by, at=at)
    return add_version(carrier, **_brought(arrival, by), by=by, at=at)


@action("vault.bring_in", label=_("Bring a file in"), clauses=("4.8",), reads=True, quiet=True)
def bring_in(secret: TradeSecret, *, arrival: Arrival, by: Person, at: datetime) -> CarrierVersion:
    """A file that has arrived, as a new carrier of the secret. Raises as `add_version`."""
    described = Described(
        title=_title(arrival.told["path"]),
        medium=Carrier.Medium.ELECTRONIC,
        form=Carrier.Form.FILE,
        whereabouts=gettext("In the vault"),
    )
    carrier = register_carrier(secret, described=described, by=by, at=at)
    return add_version(carrier, **_brought(arrival, by), by=by, at=at)


def _brought(arrival: Arrival, by: Person) -> dict[str, Any]:
    """What `add_version` needs to know of it. Raises Refused."""
    if arrival.person_id != by.pk:
        raise Refused(NOT_YOURS)
    return {"file": arrival, "name": arrival.told["path"], "note": arrival.told["note"]}


def _title(path: str) -> str:
    """A carrier's name from its file's path; of a long one, the end, which tells it from others."""
    words = path.replace("/", " / ")
    return words if len(words) <= 200 else f"…{words[-199:]}"
