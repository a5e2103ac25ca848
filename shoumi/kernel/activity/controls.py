"""What the log proves of itself: it stands and is signed in time; others hold its head."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.activity import guard
from shoumi.kernel.activity.models import Anchor, Checkpoint, Entry
from shoumi.kernel.activity.verification.standing import SEQUENCED_WITHIN
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends

ANCHOR_EVERY = timedelta(days=30)
ANCHOR_GRACE = timedelta(days=7)
SIGNED_EVERY = timedelta(days=1)
HAND_OVER = Step(_("Have a checkpoint kept outside"), "log.log")


@control("activity.log_intact", title=_("The log of acts is unbroken and signed"))
def log_intact(as_of: date) -> Verdict:
    """4.8, 6.2: the guard stands, entries reach the tree, the keeper signs.

    Without a clock, “now” is the last sign of life on or before the day asked about.
    """
    end = ends(as_of)
    written = Entry.objects.filter(recorded_at__lt=end).order_by("-recorded_at").first()
    if written is None:
        return Verdict(Status.UNKNOWN, gettext("Nothing is recorded in the log yet."))
    missing = guard.missing(connection)
    if missing:
        because = gettext("%(count)s triggers of the log's guard are missing.") % {
            "count": len(missing)
        }
        return Verdict(Status.BROKEN, because)
    signed = Checkpoint.objects.filter(signed_at__lt=end).order_by("-signed_at").first()
    if signed is None:
        return Verdict(Status.UNKNOWN, gettext("The keeper has signed no checkpoint yet."))
    seal = Evidence(
        f"activity.checkpoint/{signed.pk}",
        gettext("Checkpoint over %(count)s entries") % {"count": signed.size},
        on=timezone.localtime(signed.signed_at).date(),
    )
    if end - signed.signed_at > SIGNED_EVERY + timedelta(days=1):
        return Verdict(
            Status.BROKEN, gettext("The keeper has signed nothing for over a day."), (seal,)
        )
    last_sign = max(written.recorded_at, signed.signed_at)
    late = Entry.objects.filter(index__isnull=True, recorded_at__lt=last_sign - SEQUENCED_WITHIN)
    if late.exists():
        because = gettext(
            "Entries have waited for more than five minutes for their place in the log."
        )
        return Verdict(Status.BROKEN, because, (seal,))
    return Verdict(Status.KEPT, gettext("The log is guarded, and signed up to date."), (seal,))


@control("activity.log_anchored", title=_("The head of the log is kept outside as well"))
def log_anchored(as_of: date) -> Verdict:
    """4.8, 6.2: within the month somebody outside was given a checkpoint to keep."""
    anchor = (
        Anchor.objects.filter(on__lte=as_of)
        .select_related("checkpoint")
        .order_by("-on", "-id")
        .first()
    )
    if anchor is None:
        because = gettext("No checkpoint is known to be kept outside.")
        return Verdict(Status.UNKNOWN, because, step=HAND_OVER)
    proof = Evidence(
        f"activity.anchor/{anchor.pk}",
        f"{anchor.get_kind_display()}: {anchor.place}",
        on=anchor.on,
        recorded_on=timezone.localtime(anchor.recorded_at).date(),
    )
    due = anchor.on + ANCHOR_EVERY
    if as_of <= due:
        because = gettext("A checkpoint over %(count)s entries is kept outside.")
        count = {"count": anchor.checkpoint.size}
        return Verdict(Status.KEPT, because % count, (proof,), due)
    status = Status.DUE if as_of <= due + ANCHOR_GRACE else Status.BROKEN
    because = gettext("The last checkpoint was handed over too long ago.")
    return Verdict(status, because, (proof,), due, HAND_OVER)
