"""Secrets as evidence: by number and never by title, the gravest first, at most a page of them."""

from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import TradeSecret
from shoumi.domains.register.models.secret import SecretQuerySet
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict
from shoumi.kernel.records.models import Transition

SHOWN = 20
GRAVEST = (Status.BROKEN, Status.DUE)
NOMINATE = Step(_("Nominate a secret"), "register.nominate")


def evidence_of(
    secrets: SecretQuerySet, *order: str, on: str | Combinable = "effective_on"
) -> tuple[Evidence, ...]:
    """The first of these secrets in that order. `on` gives the day that is shown; beside it stands
    when the step that brought it about was entered. One query."""
    entered = Transition.objects.filter(record_id=OuterRef("pk"), on__lte=OuterRef("shown_on"))
    found = (
        secrets.annotate(shown_on=F(on) if isinstance(on, str) else on)
        .annotate(entered=Subquery(entered.order_by("-on", "-id").values("recorded_at")[:1]))
        .order_by(*order, "pk")
        .defer("brief")[:SHOWN]
    )
    return tuple(
        Evidence(
            subject=f"register.tradesecret/{secret.pk}",
            label=str(secret),
            on=secret.shown_on,
            recorded_on=local_day(secret.entered or secret.created_at),
        )
        for secret in found
    )


def in_force(day: date) -> SecretQuerySet:
    return TradeSecret.objects.live_on(day)


def none_in_force() -> Verdict:
    """A regime without a single secret in its register can't be judged."""
    return Verdict(
        Status.UNKNOWN,
        t("No secret was in force on that day. Any employee can nominate one in three fields."),
        step=NOMINATE,
    )


def beside(first: Verdict, other: Verdict | None) -> Verdict:
    """Two answers to one question as one: the graver, or both where they are equally grave."""
    if other is None:
        return first
    if first.status == other.status:
        days = [one for one in (first.next_due, other.next_due) if one is not None]
        because = t("%(one)s %(other)s") % {"one": first.because, "other": other.because}
        shown = (*first.evidence, *other.evidence)
        return Verdict(other.status, because, shown, min(days, default=None), first.step)
    graver = next((s for s in GRAVEST if s in (first.status, other.status)), other.status)
    return other if other.status is graver else first
