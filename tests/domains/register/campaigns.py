"""Grading campaigns as tests need them, played through the house's own actions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import Followed
from shoumi.domains.register import actions
from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.journeys import deciding
from tests.conftest import Ticker

ANSWERED_IN = timedelta(days=30)


def day(at: Ticker) -> date:
    return timezone.localdate(at.now)


def scheme(at: Ticker, title: str = "年度定密普查", **changed: Any) -> actions.Scheme:
    given = {
        "title": title,
        "text": "各部门对照范围目录，清理工艺、配方和客户资料。",
        "from_on": day(at) - timedelta(days=10),
        "answer_by": day(at) + ANSWERED_IN,
        **changed,
    }
    return actions.Scheme(**given)


def begun(cast: Cast, at: Ticker, unit: str = "YL", **changed: Any) -> Campaign:
    return actions.begin_campaign(
        scheme=scheme(at, **changed), unit=cast.units[unit], by=cast["office"], at=at()
    )


def submitted(cast: Cast, at: Ticker, unit: str = "YL", **changed: Any) -> Campaign:
    return actions.submit_campaign(begun(cast, at, unit, **changed), by=cast["office"], at=at())


def resolved(campaign: Campaign, cast: Cast, at: Ticker, verdict: str = "agree") -> Campaign:
    """Decided by the committee's director until its next meeting."""
    deciding.decide_meanwhile(
        entity=cast.units["YL"], text="同意。", matter=campaign, verdict=verdict,
        followed=Followed(), by=cast["chair"], at=at(),
    )  # fmt: skip
    return Campaign.objects.get(pk=campaign.pk)


def opened(cast: Cast, at: Ticker, unit: str = "YL", **changed: Any) -> Campaign:
    return resolved(submitted(cast, at, unit, **changed), cast, at)


def answer_of(campaign: Campaign, cast: Cast, unit: str) -> CampaignAnswer:
    return CampaignAnswer.objects.get(campaign=campaign, org_unit=cast.units[unit])


def nil(answer: CampaignAnswer, cast: Cast, at: Ticker, who: str = "head") -> CampaignAnswer:
    return actions.answer_nothing(answer, note="已逐项清理，没有发现。", by=cast[who], at=at())


def again(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)
