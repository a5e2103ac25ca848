"""A department's answer falls due on the day that the campaign names (4.2)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.duties import Leads
from shoumi.domains.register.models import CampaignAnswer
from shoumi.domains.register.rules.campaign import WITH_THE_UNIT
from shoumi.kernel.tasks.duties import Falling, duty
from shoumi.kernel.tasks.models import Occurrence

ANSWER = "register.campaign_answer"


def _came_in(tasks: Any) -> Any:
    """Settled once the answer is confirmed, or asked for anew."""
    return tasks.exclude(record__state__in=WITH_THE_UNIT)


@duty(ANSWER, label=_("Answer a grading campaign"), clauses=("4.2",), settled=_came_in)
def campaign_answer(day: date) -> Iterator[Falling]:
    """From the day of the campaign on it is on the list of whoever leads for the department."""
    leads = Leads(day)
    fallen = Occurrence.objects.filter(
        duty=ANSWER, record_id=OuterRef("pk"), on=OuterRef("campaign__opened_on")
    )
    asked = CampaignAnswer.objects.silent_on(day).filter(~Exists(fallen), state__in=WITH_THE_UNIT)
    for answer in asked.select_related("campaign", "org_unit"):
        lead = leads.of(answer.org_unit)
        if lead is not None and answer.campaign.opened_on is not None:
            yield Falling(
                answer, answer.campaign.opened_on, lead, lead.org_unit, answer.due_on or day
            )
