"""What the keys prove of themselves: renewed in time, and a restore that was tried."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.storage.models import Drill, Epoch, Rotation, SealedObject

ROTATED_EVERY = timedelta(days=365)
DRILLED_EVERY = timedelta(days=365)
WARNED_BEFORE = timedelta(days=30)


@control("storage.keys_rotated", title=_("The root key is renewed every year"))
def keys_rotated(as_of: date) -> Verdict:
    """4.8, 6.2: a rotation or an epoch within the year, or the first seal is younger than that."""
    end = ends(as_of)
    found = [
        row
        for row in (
            Rotation.objects.filter(rotated_at__lt=end).order_by("-rotated_at").first(),
            Epoch.objects.filter(closed_at__lt=end).order_by("-closed_at").first(),
        )
        if row is not None
    ]
    if not found:
        first = SealedObject.objects.filter(created_at__lt=end).order_by("created_at").first()
        if first is None:
            return Verdict(Status.NOT_APPLICABLE, gettext("Nothing was sealed yet."))
        because = gettext("The root key is still the first one.")
        return _within(as_of, local_day(first.created_at), ROTATED_EVERY, because, ())
    newest = max(found, key=_renewed_at)
    day = local_day(_renewed_at(newest))
    label = gettext("Root key %(version)s in use") % {"version": newest.root_version}
    proof = Evidence(f"{newest._meta.label_lower}/{newest.pk}", label, on=day)
    because = gettext("The root key was last renewed on %(day)s.") % {"day": day}
    return _within(as_of, day, ROTATED_EVERY, because, (proof,))


@control("storage.restore_proved", title=_("A restore from copies is tried every year"))
def restore_proved(as_of: date) -> Verdict:
    """4.8, 6.6: the last drill proved that what is sealed can be restored, within the year."""
    end = ends(as_of)
    drill = Drill.objects.filter(held_at__lt=end).order_by("-held_at", "-pk").first()
    if drill is None:
        sealed = SealedObject.objects.filter(created_at__lt=end).exists()
        status = Status.UNKNOWN if sealed else Status.NOT_APPLICABLE
        because = (
            gettext("No restore was tried yet.") if sealed else gettext("Nothing was sealed yet.")
        )
        return Verdict(status, because)
    day = local_day(drill.held_at)
    counts = {"opened": drill.objects_opened, "total": drill.objects_total}
    label = gettext("Drill: %(opened)s of %(total)s files restored and opened") % counts
    proof = Evidence(f"storage.drill/{drill.pk}", label, on=day)
    if not drill.proved:
        because = gettext("The last drill could not restore everything that it tried.")
        return Verdict(Status.BROKEN, because, (proof,))
    because = gettext("A restore was last tried, and worked, on %(day)s.") % {"day": day}
    return _within(as_of, day, DRILLED_EVERY, because, (proof,))


def _within(
    as_of: date, since: date, every: timedelta, because: str, proof: tuple[Evidence, ...]
) -> Verdict:
    due = since + every
    if as_of > due:
        return Verdict(Status.BROKEN, because, proof, due)
    status = Status.DUE if as_of > due - WARNED_BEFORE else Status.KEPT
    return Verdict(status, because, proof, due)


def _renewed_at(row: Rotation | Epoch) -> datetime:
    return row.rotated_at if isinstance(row, Rotation) else row.closed_at
