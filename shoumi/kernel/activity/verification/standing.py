"""Whether the machinery stands: the guard's triggers, the sequencer, the keeper."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from shoumi.kernel.activity import guard
from shoumi.kernel.activity.models import Checkpoint, Entry, TreeHead
from shoumi.kernel.activity.verification.chunks import in_order
from shoumi.kernel.activity.verification.findings import Finding, Kind, found

SEQUENCED_WITHIN = timedelta(minutes=5)
SIGNED_WITHIN = timedelta(hours=2)


def missing_guards() -> Iterator[Finding]:
    for name in guard.missing(connection):
        yield found(Kind.GUARD_MISSING, f"trigger/{name}")


def stopped(at: datetime) -> Iterator[Finding]:
    """What stands still at this instant though entries, or an hour, have passed."""
    waiting = Entry.objects.filter(index__isnull=True).aggregate(since=Min("recorded_at"))["since"]
    if waiting is not None and at - waiting > SEQUENCED_WITHIN:
        yield found(Kind.SEQUENCER_STOPPED, "sequencer")
    signed = Checkpoint.objects.aggregate(last=Max("signed_at"))["last"]
    grown = TreeHead.objects.filter(pk=1).values_list("sequenced_at", flat=True).first()
    last = signed or grown
    if last is not None and at - last > SIGNED_WITHIN:
        yield found(Kind.KEEPER_STOPPED, "keeper")


def silences() -> Iterator[Finding]:
    """Times in the past in which the keeper gave no sign of life for longer than it should."""
    before: datetime | None = None
    for row in in_order(Checkpoint.objects.only("id", "signed_at"), "id"):
        if before is not None and row.signed_at - before > SIGNED_WITHIN:
            since, until = (timezone.localtime(one) for one in (before, row.signed_at))
            yield found(Kind.KEEPER_SILENT, "keeper", f"{since:%F %R} – {until:%F %R}")
        before = row.signed_at
