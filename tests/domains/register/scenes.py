"""Scenes that the register's tests begin from, played through the house's own actions."""

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import Followed, lay_before_director
from shoumi.domains.register.actions import (
    Description,
    Place,
    approve_change,
    approve_grading,
    file,
    nominate,
    propose_grading,
    refine,
)
from shoumi.domains.register.models import TradeSecret
from shoumi.journeys import deciding
from tests.conftest import Ticker

GROUNDS = {
    "secrecy": "检索了公开文献和专利，没有找到相同的升温曲线。",
    "value": "用这条曲线，良品率高出同行八个百分点。",
    "protection": "只存放在加密盘，四人知悉，均已签保密协议。",
}


def nominated(cast: Cast, at: Ticker, by: str = "engineer") -> TradeSecret:
    return nominate(
        title="低温固化升温曲线",
        brief="三段升温的温度与时间组合，决定涂层良品率。",
        whereabouts="研发中心加密盘 R:/curing",
        no_state_secret=True,
        by=cast[by],
        at=at(),
    )


def described(cast: Cast, at: Ticker, grade: str = "important") -> TradeSecret:
    secret = nominated(cast, at)
    return refine(
        secret,
        description=Description(
            category="process_parameters",
            origin="own",
            owner=cast["engineer"],
            grounds=GROUNDS,
            points=["第一段：80 ℃ 保持 12 分钟。", "第二段：每分钟升 3 ℃ 到 140 ℃。"],
            places=[Place("electronic", "研发中心加密盘 R:/curing")],
            audience=[cast["engineer"], cast["chemist"]],
            measures={"agreement": "四人均已签署"},
            proposed_grade=grade,
            proposed_term="P5Y",
        ),
        by=cast["custodian"],
        at=at(),
    )


def proposed(cast: Cast, at: Ticker, grade: str = "important") -> TradeSecret:
    return propose_grading(described(cast, at, grade), by=cast["custodian"], at=at())


def resolved(secret: TradeSecret, cast: Cast, at: Ticker, verdict: str = "agree") -> TradeSecret:
    """What waits for the committee, decided by its director until the next meeting."""
    entity = cast.units["YL"]
    lay_before_director(matter=secret, because="急需定密", by=cast["office"], at=at())
    deciding.decide_meanwhile(
        entity=entity, text="同意。", matter=secret, verdict=verdict, followed=Followed(),
        by=cast["chair"], at=at(),
    )  # fmt: skip
    return TradeSecret.objects.get(pk=secret.pk)


def agreed(secret: TradeSecret, cast: Cast, at: Ticker, *signers: str) -> TradeSecret:
    """A change agreed to by these in turn; `committee` stands for the committee's decision."""
    for signer in signers:
        secret = TradeSecret.objects.get(pk=secret.pk)
        if signer == "committee":
            secret = resolved(secret, cast, at)
        else:
            secret = approve_change(secret, verdict="agree", by=cast[signer], at=at())
    return secret


def in_force(cast: Cast, at: Ticker, grade: str = "important") -> TradeSecret:
    secret = proposed(cast, at, grade)
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=cast[signer], at=at())
    if grade == "core":
        secret = resolved(secret, cast, at)
    return file(secret, by=cast["office"], at=at())
