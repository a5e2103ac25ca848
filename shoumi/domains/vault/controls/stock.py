"""What stocktaking proves: every department's carriers were counted within the year (4.8)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.vault.models import Counted, Stocktaking
from shoumi.domains.vault.rules.counting import NOTICE, due_on
from shoumi.domains.vault.stock import Department, departments
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control

SHOWN = 20
SEE = Step(_("See the stocktakings"), "vault.stocktakings")


@control("vault.stock_taken", title=_("Carriers are counted every year"), queries=7)
def stock_taken(as_of: date) -> Verdict:
    """4.8: each department with carriers closed a stocktaking within a year, and what was missing
    then was cleared up."""
    found = departments(as_of)
    if not found:
        step = Step(_("Enter the carriers"), "vault.carriers")
        return Verdict(Status.UNKNOWN, t("No carrier has been entered yet."), step=step)
    missing = Counted.objects.missing_on(as_of)
    count = missing.count()
    if count:
        because = ngettext(
            "%(count)s carrier is missing since a stocktaking.",
            "%(count)s carriers are missing since a stocktaking.",
            count,
        ) % {"count": count}
        takings = Stocktaking.objects.filter(lines__in=missing).distinct().order_by("pk")
        return Verdict(Status.BROKEN, because, _evidence(takings[:SHOWN]), step=SEE)
    return _in_time(found, as_of)


def _in_time(found: list[Department], as_of: date) -> Verdict:
    due = {one.unit.pk: due_on(one.first_on, one.last_on) for one in found}
    next_due = min(due.values())
    late = [one for one in found if due[one.unit.pk] < as_of]
    if late:
        because = t("Not counted within a year: %(units)s.") % {
            "units": t("; ").join(one.unit.display_name for one in late[:SHOWN])
        }
        return Verdict(Status.BROKEN, because, next_due=next_due, step=SEE)
    takings = Stocktaking.objects.filter(closed_on__lte=as_of).order_by("-closed_on", "-pk")
    shown = _evidence(takings[:SHOWN])
    if not shown:
        because = t("No stocktaking yet; the first is due by %(day)s.") % {"day": next_due}
        return Verdict(Status.UNKNOWN, because, next_due=next_due, step=SEE)
    status = Status.DUE if next_due <= as_of + NOTICE else Status.KEPT
    because = t("Every department with carriers was counted in time; the next by %(day)s.")
    return Verdict(status, because % {"day": next_due}, shown, next_due, step=SEE)


def _evidence(takings: Iterable[Stocktaking]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"vault.stocktaking/{one.pk}",
            str(one),
            on=one.closed_on or one.opened_on,
            recorded_on=local_day(one.created_at),
        )
        for one in takings
    )
