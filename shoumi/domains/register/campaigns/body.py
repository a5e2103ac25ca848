"""What the pages of a campaign and of a department's answer show to one reader."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as t
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.campaigns.facts import answers_of, taken_part
from shoumi.domains.register.campaigns.paper import said
from shoumi.domains.register.models import Campaign, CampaignAnswer, TradeSecret
from shoumi.domains.register.rules.campaign import ANSWER, Taken
from shoumi.domains.register.rules.flow import FLOW
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals import bodies
from shoumi.kernel.ui.components import Tone


def campaign_body(campaign: Campaign, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `register/_campaign_body.html` needs: the scheme, who answered. Answers lead
    on where this person may read them."""
    day = local_day(at)
    answers = list(answers_of(campaign)) if campaign.opened_on else []
    taken = taken_part(campaign, answers, day)
    seen = set(_seen(campaign, person, at)) if answers else set()
    return {
        "facts": list(_facts(campaign, taken)),
        "paragraphs": [one for one in campaign.scheme.split("\n") if one.strip()],
        "before_committee": bodies.waiting().filter(record_id=campaign.pk).exists(),
        "taken": taken,
        "lines": [_line(campaign, one, seen, day) for one in answers],
    }


def _seen(campaign: Campaign, person: Any, at: datetime) -> Any:
    rows = CampaignAnswer.objects.visible_to(person, at).filter(campaign=campaign)
    return rows.values_list("pk", flat=True)


def _facts(campaign: Campaign, taken: Taken) -> Iterator[tuple[Any, Any]]:
    yield _("Whose departments are asked"), campaign.org_unit
    yield _("Secrets nominated since"), campaign.from_on.isoformat()
    if campaign.due_on is not None:
        yield _("To be answered by"), campaign.due_on.isoformat()
    if campaign.opened_on is not None:
        yield _("Begun on"), campaign.opened_on.isoformat()
        yield _("Departments asked"), taken.asked
        yield _("Answered in time"), taken.in_time
        yield _("Answered late"), taken.late
        yield _("Found nothing"), taken.nil
        yield _("Secrets named"), taken.secrets
    if campaign.closed_on is not None:
        yield _("Closed on"), campaign.closed_on.isoformat()


def _line(campaign: Campaign, answer: Any, seen: set[int], day: Any) -> dict[str, Any]:
    came, answer_by = answer.confirmed_on, campaign.due_on or day
    if came is not None:
        words, tone = said(answer, answer_by), Tone.GOOD if came <= answer_by else Tone.WAITING
    elif day > answer_by:
        words, tone = t("Silent"), Tone.BAD
    else:
        words, tone = str(ANSWER.state(answer.state).label), Tone.INFO
    return {
        "unit": answer.org_unit,
        "url": reverse("register.campaign_answer", args=[answer.pk]) if answer.pk in seen else "",
        "words": words,
        "tone": tone,
        "on": came,
        "count": answer.count if came is not None else None,
    }


def answer_body(answer: CampaignAnswer, person: Any, at: datetime) -> dict[str, Any]:
    """Everything that `register/_campaign_answer_body.html` needs. A secret that this person may
    not see is only counted."""
    campaign = answer.campaign
    named = answer.named.standing().values("secret_id")
    shown = TradeSecret.objects.visible_to(person, at).filter(pk__in=named).defer("brief")
    secrets = [
        {
            "reference": one.reference,
            "title": one.title,
            "url": reverse("register.secret", args=[one.pk]),
            "state": FLOW.state(one.state).label,
        }
        for one in shown.order_by("nominated_on", "pk")
    ]
    return {
        "facts": list(_answer_facts(answer)),
        "campaign_url": reverse("register.campaign", args=[campaign.pk]),
        "campaign_title": campaign.title,
        "paragraphs": [one for one in campaign.scheme.split("\n") if one.strip()],
        "secrets": secrets,
        "others": named.count() - len(secrets),
        "written": answer.written_by_id is not None,
    }


def _answer_facts(answer: CampaignAnswer) -> Iterator[tuple[Any, Any]]:
    yield _("Department"), answer.org_unit
    yield _("Secrets nominated since"), answer.campaign.from_on.isoformat()
    if answer.due_on is not None:
        yield _("To be answered by"), answer.due_on.isoformat()
    if answer.written_by is not None:
        yield _("Written by"), answer.written_by
    if answer.confirmed_on is not None:
        yield _("Confirmed by"), answer.confirmed_by
        yield _("Answered on"), answer.confirmed_on.isoformat()
