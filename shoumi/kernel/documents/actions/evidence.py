"""Filing evidence; among others the paper that was signed instead of a step on the screen."""

import io
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, action
from shoumi.kernel.documents.incoming import Incoming, Scan, take_in
from shoumi.kernel.documents.incoming import Source as ByteSource
from shoumi.kernel.documents.models import Evidence, Source
from shoumi.kernel.records.models import Record
from shoumi.kernel.storage import objects as storage


@action("documents.add_evidence", label=_("Add evidence"), clauses=("4.2", "4.4"))
def add_evidence(
    record: Record,
    *,
    file: ByteSource,
    file_name: str,
    description: str,
    signed_on: date,
    source: str = Source.SCAN,
    by: Actor,
    at: datetime,
) -> Evidence:
    """Seal a file with the record. `signed_on` is the true date on the paper, never later than the
    day on which it is recorded. Raises Invalid, Refused, Stale, Sealed, DiskFull.
    """
    description = " ".join(description.split())
    if not description:
        raise Invalid("description", _("Say in a few words what this file is."))
    if len(description) > 200:
        raise Invalid("description", _("Say it in 200 characters or fewer."))
    if signed_on > local_day(at):
        raise Invalid("signed_on", _("The date on the paper can't lie in the future."))
    if source not in Source.values:
        raise Invalid("source", _("Choose how the file came in."))
    incoming = take_in(file, file_name=file_name)
    return _kept(record, incoming, description, signed_on, source, by=by, at=at)


def keep_scan(
    record: Record, scan: Scan, *, description: str, signed_on: date, by: Actor, at: datetime
) -> Evidence:
    """Seal the paper that was signed instead of a step, as part of the act that enters the step.
    Raises Invalid on `scan`, Sealed, DiskFull."""
    incoming = take_in(scan.file, file_name=scan.name, field="scan")
    return _kept(record, incoming, description, signed_on, Source.SCAN, by=by, at=at)


def _kept(
    record: Record,
    incoming: Incoming,
    description: str,
    signed_on: date,
    source: str,
    *,
    by: Actor,
    at: datetime,
) -> Evidence:
    evidence = Evidence(
        record_id=record.pk,
        file=storage.put(io.BytesIO(incoming.content), record=record, by=by, at=at),
        media_type=incoming.media_type,
        size=len(incoming.content),
        sha256=incoming.sha256,
        description=description,
        source=source,
        signed_on=signed_on,
        recorded_at=at,
        collected_by=by if isinstance(by, Person) else None,
    )
    evidence.save()
    return evidence
