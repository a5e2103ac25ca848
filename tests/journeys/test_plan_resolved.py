"""The committee resolves on a plan, and it is adopted by that resolution and by nothing else."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions as committee
from shoumi.domains.committee.models import Resolution
from shoumi.domains.programme import actions
from shoumi.domains.programme.models import Plan
from shoumi.journeys import deciding
from shoumi.kernel.actions import Refused
from shoumi.kernel.approvals.models import BodyDecision
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.programme import story
from tests.domains.programme.conftest import draft, house

__all__ = ["draft", "house"]


def test_a_resolution_adopts_the_plan_once(house: Cast, at: Ticker, draft: Plan) -> None:
    plan = story.submitted(house, at, draft)
    item = meetings.with_item(house, at, matter=plan)
    item = meetings.in_session(house, at, item)
    meetings.carried(house, at, item)
    resolution = deciding.decide(
        meetings.again(item), followed=meetings.NO_LEAD, by=house["office"], at=at()
    )
    plan = story.again(plan)
    assert plan.state == "adopted"
    assert BodyDecision.objects.get(step__approval__record_id=plan.pk).basis_id == resolution.pk
    with pytest.raises(Refused):
        deciding.decide(
            meetings.again(item), followed=meetings.NO_LEAD, by=house["office"], at=at()
        )
    assert Resolution.objects.count() == 1
    issued = actions.issue_plan(plan, by=house["office"], at=at())
    assert issued.paper is not None


def test_the_director_decides_meanwhile_on_a_plan(house: Cast, at: Ticker, draft: Plan) -> None:
    plan = story.submitted(house, at, draft)
    deciding.decide_meanwhile(
        entity=house.units["YL"], text="同意。", matter=plan, verdict="return",
        followed=committee.Followed(), by=house["chair"], at=at(),
    )  # fmt: skip
    assert story.again(plan).state == "consulted"
