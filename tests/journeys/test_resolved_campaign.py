"""The committee resolves on a grading campaign, and every department is asked by that."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.journeys import deciding
from shoumi.kernel.actions import Refused
from shoumi.kernel.approvals.models import BodyDecision
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.register import campaigns
from tests.kernel.witness import codes, nothing_changes


def test_a_resolution_of_a_meeting_opens_it_once(company: Cast, at: Ticker) -> None:
    campaign = campaigns.submitted(company, at)
    item = meetings.with_item(company, at, title="", matter=campaign)
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item)
    resolution = deciding.decide(
        meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
    )
    opened = campaigns.again(campaign)
    assert (opened.state, opened.answers.count()) == ("open", 8)
    assert BodyDecision.objects.get().basis_id == resolution.pk
    with nothing_changes(), pytest.raises(Refused):
        deciding.decide(
            meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
        )


def test_resolved_too_late_nothing_is_adopted(company: Cast, at: Ticker) -> None:
    campaign = campaigns.submitted(company, at)
    at(days=40)
    with nothing_changes(), pytest.raises(Refused) as refused:
        campaigns.resolved(campaign, company, at)
    assert codes(refused) == ["too_late"]
    assert campaigns.resolved(campaign, company, at, "return").state == "draft"
