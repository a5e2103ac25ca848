"""What the vault proves: content sealed, opened by grant, carriers accounted for (4.8, 6.2)."""

from datetime import date, datetime

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.vault.exposure import bounds
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, Use
from shoumi.domains.vault.rules.granting import RECERTIFY_EVERY
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control

SHOWN = 20
ENTER = Step(_("Enter the carriers"), "vault.carriers")


@control("vault.carriers_accounted", title=_("Carriers are in hand"), queries=4)
def carriers_accounted(as_of: date) -> Verdict:
    """4.8: every carrier has a holder and a place, and what was lent is back in time."""
    there = Carrier.objects.filter(from_on__lte=as_of).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=as_of)
    )
    count = there.count()
    if not count:
        return Verdict(Status.UNKNOWN, t("No carrier has been entered yet."), step=ENTER)
    late = there.filter(_out_on(as_of), handovers__back_by__lt=as_of).distinct()
    missing = list(late.order_by("pk")[:SHOWN])
    if missing:
        because = ngettext(
            "%(late)s of %(all)s carriers is not back in time.",
            "%(late)s of %(all)s carriers are not back in time.",
            late.count(),
        ) % {"late": late.count(), "all": count}
        step = Step(_("See which are not back"), "vault.carriers", "state=lent")
        return Verdict(Status.BROKEN, because, _evidence(missing), step=step)
    because = t("All %(count)s carriers have a holder and a place.") % {"count": count}
    return Verdict(Status.KEPT, because, _evidence(list(there.order_by("-pk")[:SHOWN])))


def _out_on(day: date) -> Q:
    """Lent or sent to repair by that day, and not back by it."""
    latest = (
        Carrier.objects.filter(handovers__on__lte=day)
        .annotate(last=Max("handovers__pk"))
        .values("last")
    )
    return Q(handovers__pk__in=latest, handovers__kind__in=["lent", "to_repair"])


def _evidence(carriers: list[Carrier]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"vault.carrier/{one.pk}", str(one), on=one.from_on,
            recorded_on=timezone.localtime(one.created_at).date(),
        )
        for one in carriers
    )  # fmt: skip


@control("vault.content_sealed", title=_("What is kept here is sealed"), queries=3)
def content_sealed(as_of: date) -> Verdict:
    """4.8: every version kept is a sealed object; nothing else holds content."""
    _start, end = bounds(as_of)
    versions = CarrierVersion.objects.filter(added_at__lt=end)
    count = versions.count()
    if not count:
        return Verdict(Status.UNKNOWN, t("Nothing is kept in the vault yet."), step=ENTER)
    shown = tuple(
        Evidence(f"vault.carrier/{one.carrier_id}", str(one.carrier), on=_day(one.added_at))
        for one in versions.select_related("carrier").order_by("-pk")[:SHOWN]
    )
    because = t("All %(count)s versions kept here are sealed, each under a key of its own.")
    return Verdict(Status.KEPT, because % {"count": count}, shown)


@control("vault.access_by_grant", title=_("Content is opened by grant only"), queries=5)
def access_by_grant(as_of: date) -> Verdict:
    """6.2: each look stands on a grant or was the owner's own; grants in force are confirmed every
    quarter."""
    start, end = bounds(as_of)
    active = Grant.objects.filter(
        Q(revoked_at__isnull=True) | Q(revoked_at__gte=end), starts_at__lt=end, ends_at__gt=start,
        history__step="grant_given", history__recorded_at__lt=end,
    )  # fmt: skip
    since = Coalesce(F("recertified_on"), F("history__on"))
    late = active.annotate(since=since).filter(since__lt=as_of - RECERTIFY_EVERY)
    overdue = list(late.order_by("since", "pk")[:SHOWN])
    if overdue:
        because = ngettext(
            "%(count)s grant was not confirmed within a quarter.",
            "%(count)s grants were not confirmed within a quarter.",
            late.count(),
        ) % {"count": late.count()}
        step = Step(_("Confirm or revoke them"), "vault.grants", "state=active")
        return Verdict(Status.BROKEN, because, _grants(overdue), step=step)
    uses, grants = Use.objects.filter(at__lt=end).count(), active.count()
    if not uses and not grants:
        because = t("Nothing was asked for or opened by that day.")
        return Verdict(Status.UNKNOWN, because, step=Step(_("See the carriers"), "vault.carriers"))
    because = t("%(uses)s looks stand on a grant or were the owner's own; %(grants)s grants run.")
    shown = _grants(list(active.order_by("-pk")[:SHOWN]))
    return Verdict(Status.KEPT, because % {"uses": uses, "grants": grants}, shown)


def _grants(grants: list[Grant]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"vault.grant/{one.pk}", str(one), on=_day(one.starts_at),
                 recorded_on=_day(one.created_at))
        for one in grants
    )  # fmt: skip


def _day(instant: datetime) -> date:
    return timezone.localtime(instant).date()
