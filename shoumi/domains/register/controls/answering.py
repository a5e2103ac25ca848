"""That the departments answer a grading campaign: part of whether secrets are graded (4.2)."""

from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shoumi.domains.register.controls.evidence import SHOWN
from shoumi.domains.register.models import CampaignAnswer
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.controls import Evidence, Status, Step, Verdict

STEP = Step(_("See who has not answered"), "register.campaigns", "state=open")


def silence(as_of: date) -> Verdict | None:
    """None where every department that was asked has answered. Two queries at most."""
    silent = CampaignAnswer.objects.silent_on(as_of)
    late = Q(due_on__lt=as_of)
    count = silent.aggregate(
        all=Count("pk"), late=Count("pk", filter=late), first=Min("due_on", filter=~late)
    )
    if not count["all"]:
        return None
    if count["late"]:
        because = ngettext(
            "%(count)s department has not answered a grading campaign whose day has passed.",
            "%(count)s departments have not answered a grading campaign whose day has passed.",
            count["late"],
        ) % {"count": count["late"]}
        shown = _evidence(silent.filter(late))
        return Verdict(Status.BROKEN, because, shown, count["first"], STEP)
    because = ngettext(
        "%(count)s department is still to answer a grading campaign.",
        "%(count)s departments are still to answer a grading campaign.",
        count["all"],
    ) % {"count": count["all"]}
    return Verdict(Status.DUE, because, _evidence(silent), count["first"], STEP)


def _evidence(answers: "QuerySet[CampaignAnswer]") -> tuple[Evidence, ...]:
    rows = answers.select_related("campaign", "org_unit").order_by("due_on", "org_unit__path")
    return tuple(
        Evidence(
            subject=f"register.campaignanswer/{one.pk}",
            label=f"{one.campaign.reference} {one.org_unit}",
            on=one.campaign.opened_on,
            recorded_on=local_day(one.created_at),
        )
        for one in rows[:SHOWN]
    )
