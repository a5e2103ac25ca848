"""What screens show of the log: a record's timeline, the audit list, how far anchors reach."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from shoumi.kernel.activity.models import Anchor, Checkpoint, Entry


def timeline(*subjects: str) -> QuerySet[Entry]:
    """What was done to a record (and, by more references, to what belongs to it), newest first."""
    return Entry.objects.filter(subject__in=subjects).exclude(outcome="refused").order_by("-id")


def listed(
    *,
    verb: str = "",
    actor: str = "",
    subject: str = "",
    outcome: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Entry]:
    """The log as the audit administrator reads it, newest first; empty filters leave all in.

    `verb` may be a part of the house (`register.`); `until` is not included.
    """
    entries = Entry.objects.order_by("-id")
    if verb:
        by_part = {"verb__startswith": verb} if verb.endswith(".") else {"verb": verb}
        entries = entries.filter(**by_part)
    exact = {"actor": actor, "subject": subject, "outcome": outcome}
    entries = entries.filter(**{name: value for name, value in exact.items() if value})
    if since is not None:
        entries = entries.filter(recorded_at__gte=since)
    if until is not None:
        entries = entries.filter(recorded_at__lt=until)
    return entries


@dataclass(frozen=True)
class Anchoring:
    """How far the log is protected: signed up to one entry, held elsewhere up to another.

    Nothing protects what comes after the last anchor from whoever holds machine and key.
    """

    entries: int
    signed: int
    signed_at: datetime | None
    anchored: int
    anchor: Anchor | None

    @property
    def unsigned(self) -> int:
        return self.entries - self.signed

    @property
    def unanchored(self) -> int:
        return self.entries - self.anchored


def anchoring() -> Anchoring:
    """What the home page shows as “last anchored” and “not yet anchored”. Four queries."""
    last = Checkpoint.objects.order_by("-id").first()
    anchor = (
        Anchor.objects.select_related("checkpoint").order_by("-checkpoint__size", "-id").first()
    )
    top = Entry.objects.aggregate(top=Max("index"))["top"]
    placed = 0 if top is None else top + 1
    return Anchoring(
        entries=placed + Entry.objects.filter(index__isnull=True).count(),
        signed=0 if last is None else last.size,
        signed_at=None if last is None else last.signed_at,
        anchored=0 if anchor is None else anchor.checkpoint.size,
        anchor=anchor,
    )
