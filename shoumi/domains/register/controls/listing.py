"""On which grounds the register lists what it lists, and that it decides in time (2.1, 4.2)."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.answering import silence
from shoumi.domains.register.controls.evidence import (
    NOMINATE,
    beside,
    evidence_of,
    in_force,
    none_in_force,
)
from shoumi.domains.register.controls.regrading import to_regrade
from shoumi.domains.register.models import Grounds, TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.domains.register.rules.elements import Element
from shoumi.domains.register.rules.grading import DECIDE_WITHIN
from shoumi.domains.register.rules.proving import status_of
from shoumi.kernel.controls import Evidence, Status, Step, Verdict, control

DECIDE = Step(_("Decide on what was nominated"), "register.list", "missing=decision")


def without_decision(as_of: date) -> SecretQuerySet:
    return TradeSecret.objects.undecided_on(as_of)


def without_grounds(as_of: date) -> SecretQuerySet:
    """Secrets in force on that day that lack grounds for one of the legal elements."""
    return in_force(as_of).exclude(pk__in=_grounded(as_of))


def _grounded(as_of: date) -> Any:
    grounds: Any = Grounds.objects.at(as_of).order_by()
    # Each element has one edition in force at a time, so that rows need not be told apart.
    said = grounds.values("secret").annotate(said=Count("*"))
    return said.filter(said=len(Element)).values("secret")


@control(
    "register.elements_grounded",
    title=_("All three legal elements of every secret have grounds"),
    queries=3,
)
def elements_grounded(as_of: date) -> Verdict:
    """2.1: not known, of value, protected: each with grounds that stood on that day."""
    secrets = in_force(as_of).count()
    if not secrets:
        return none_in_force()
    lacking = secrets - in_force(as_of).filter(pk__in=_grounded(as_of)).count()
    if not lacking:
        because = t("All three elements of all %(count)s secrets in force have grounds.")
        return Verdict(
            Status.KEPT, because % {"count": secrets}, evidence_of(in_force(as_of), "-pk")
        )
    because = ngettext(
        "%(count)s of %(all)s secrets in force lacks grounds for one of the three elements.",
        "%(count)s of %(all)s secrets in force lack grounds for one of the three elements.",
        lacking,
    ) % {"count": lacking, "all": secrets}
    gaps = evidence_of(without_grounds(as_of), "effective_on")
    step = Step(_("Write down the grounds"), "register.list", "missing=grounds")
    return Verdict(Status.BROKEN, because, gaps, step=step)


@control("register.secrets_graded", title=_("Nominations are decided in time"), queries=8)
def secrets_graded(as_of: date) -> Verdict:
    """4.2: whatever is nominated gets its grade, or a no, within DECIDE_WITHIN; every department
    that a grading campaign asks answers by its day; what bears a grade that the standard in force
    lacks is regraded within REGRADE_WITHIN."""
    return beside(beside(_nominations_decided(as_of), silence(as_of)), to_regrade(as_of))


def _nominations_decided(as_of: date) -> Verdict:
    waiting = without_decision(as_of)
    late = Q(nominated_on__lt=as_of - DECIDE_WITHIN)
    count = waiting.aggregate(
        all=Count("*"),
        late=Count("pk", filter=late),
        first=Min("nominated_on", filter=~late),
    )
    ever = (
        TradeSecret.objects.filter(nominated_on__lte=as_of).exists() if not count["all"] else True
    )
    status = status_of(subjects=int(ever), broken=count["late"], due=count["all"])
    next_due = count["first"] + DECIDE_WITHIN if count["first"] else None
    if status is Status.UNKNOWN:
        return Verdict(
            status,
            t("Nothing has been nominated yet. Any employee can nominate in three fields."),
            step=NOMINATE,
        )
    if status is Status.KEPT:
        decided = TradeSecret.objects.filter(decided_on__lte=as_of)
        shown = evidence_of(decided, "-decided_on", on="decided_on")
        return Verdict(status, t("Every nomination has been decided."), shown)
    if status is Status.DUE:
        because = ngettext(
            "%(count)s nomination waits for its decision, within %(days)s days.",
            "%(count)s nominations wait for their decision, within %(days)s days.",
            count["all"],
        ) % {"count": count["all"], "days": DECIDE_WITHIN.days}
        return Verdict(status, because, _waiting(as_of), next_due, DECIDE)
    because = ngettext(
        "%(count)s nomination has waited for more than %(days)s days.",
        "%(count)s nominations have waited for more than %(days)s days.",
        count["late"],
    ) % {"count": count["late"], "days": DECIDE_WITHIN.days}
    return Verdict(status, because, _waiting(as_of), next_due, DECIDE)


def _waiting(as_of: date) -> tuple[Evidence, ...]:
    return evidence_of(without_decision(as_of), "nominated_on", on="nominated_on")
