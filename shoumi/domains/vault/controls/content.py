"""What the vault proves: content sealed, opened by grant, carriers accounted for (4.8, 6.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.vault.models import Carrier, CarrierVersion, Emergency, Grant, Use
from shoumi.domains.vault.rules.granting import RECERTIFY_EVERY, RECERTIFY_GRACE
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control
from shoumi.kernel.controls.days import ends
from shoumi.kernel.records.models import Transition

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
    return Verdict(Status.KEPT, because, _evidence(there.order_by("-pk")[:SHOWN]))


def _out_on(day: date) -> Q:
    """Lent or sent to repair by that day, and not back by it."""
    latest = (
        Carrier.objects.filter(handovers__on__lte=day)
        .annotate(last=Max("handovers__pk"))
        .values("last")
    )
    return Q(handovers__pk__in=latest, handovers__kind__in=["lent", "to_repair"])


def _evidence(records: Iterable[Carrier | Grant]) -> tuple[Evidence, ...]:
    """Carriers since they are here, grants since they run."""
    return tuple(
        Evidence(
            f"{one._meta.label_lower}/{one.pk}",
            str(one),
            on=one.from_on if isinstance(one, Carrier) else local_day(one.starts_at),
            recorded_on=local_day(one.created_at),
        )
        for one in records
    )


@control("vault.content_sealed", title=_("What is kept here is sealed"), queries=3)
def content_sealed(as_of: date) -> Verdict:
    """4.8: every version kept is a sealed object; nothing else holds content."""
    end = ends(as_of)
    versions = CarrierVersion.objects.filter(added_at__lt=end)
    count = versions.count()
    if not count:
        return Verdict(Status.UNKNOWN, t("Nothing is kept in the vault yet."), step=ENTER)
    shown = tuple(
        Evidence(f"vault.carrier/{one.carrier_id}", str(one.carrier), on=local_day(one.added_at))
        for one in versions.select_related("carrier").order_by("-pk")[:SHOWN]
    )
    because = t("All %(count)s versions kept here are sealed, each under a key of its own.")
    return Verdict(Status.KEPT, because % {"count": count}, shown)


@control("vault.access_by_grant", title=_("Content is opened by grant only"), queries=5)
def access_by_grant(as_of: date) -> Verdict:
    """6.2: each look stands on a grant or was the owner's own; grants in force are confirmed every
    quarter."""
    end = ends(as_of)
    active = Grant.objects.ran_on(as_of).exclude(revoked_at__lt=end)
    unconfirmed = active.annotate(since=_confirmed(as_of)).filter(since__lt=as_of - RECERTIFY_EVERY)
    overdue = list(unconfirmed.order_by("since", "pk")[:SHOWN])
    if overdue:
        return _unconfirmed(overdue, unconfirmed.count(), as_of)
    uses, grants = Use.objects.filter(at__lt=end).count(), active.count()
    if not uses and not grants:
        because = t("Nothing was asked for or opened by that day.")
        return Verdict(Status.UNKNOWN, because, step=Step(_("See the carriers"), "vault.carriers"))
    because = t("%(uses)s looks stand on a grant or were the owner's own; %(grants)s grants run.")
    shown = _evidence(active.order_by("-pk")[:SHOWN])
    return Verdict(Status.KEPT, because % {"uses": uses, "grants": grants}, shown)


def _confirmed(day: date) -> Subquery:
    """When a grant had been given or confirmed last by that day."""
    said = Transition.objects.filter(
        record=OuterRef("pk"), step__in=["grant_given", "vault.recertify_grant"], on__lte=day
    )
    return Subquery(said.order_by("-on").values("on")[:1])


def _unconfirmed(overdue: list[Any], count: int, as_of: date) -> Verdict:
    """Some days of grace are left to whoever keeps a secret; the longest overdue stands first."""
    because = ngettext(
        "%(count)s grant was not confirmed within a quarter.",
        "%(count)s grants were not confirmed within a quarter.",
        count,
    ) % {"count": count}
    past = overdue[0].since < as_of - RECERTIFY_EVERY - RECERTIFY_GRACE
    status = Status.BROKEN if past else Status.DUE
    step = Step(_("Confirm or revoke them"), "vault.grants", "state=active")
    return Verdict(status, because, _evidence(overdue), step=step)


@control(
    "vault.emergencies_reviewed", title=_("Emergency access is reviewed the next day"), queries=3
)
def emergencies_reviewed(as_of: date) -> Verdict:
    """6.2: each opening in an emergency is looked at by the office on the next working day."""
    end = ends(as_of)
    rows = Emergency.objects.filter(opened_at__lt=end).select_related("grant")
    waiting = rows.filter(Q(reviewed_at__isnull=True) | Q(reviewed_at__gte=end))
    open_still = list(waiting.order_by("review_by", "pk")[:SHOWN])
    step = Step(_("Review them"), "vault.emergency")
    if open_still:
        late = open_still[0].review_by < as_of
        because = t("%(count)s not reviewed yet; the first was due on %(day)s.") % {
            "count": waiting.count(), "day": open_still[0].review_by.isoformat(),
        }  # fmt: skip
        status = Status.BROKEN if late else Status.DUE
        shown = _evidence(one.grant for one in open_still)
        return Verdict(status, because, shown, open_still[0].review_by, step)
    done = list(rows.order_by("-opened_at")[:SHOWN])
    if not done:
        return Verdict(Status.NOT_APPLICABLE, t("Nobody has used emergency access by that day."))
    because = t("Every emergency access was reviewed.")
    return Verdict(Status.KEPT, because, _evidence(one.grant for one in done))
