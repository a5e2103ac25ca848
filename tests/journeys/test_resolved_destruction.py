"""What is the committee's to decide on is destroyed for good by its resolution only (3.2, 4.8)."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee.actions import clear_for_matter
from shoumi.domains.committee.models import AgendaItem, Resolution
from shoumi.domains.register.actions import hold
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.models import Carrier, Destruction
from shoumi.journeys import deciding
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import BodyDecision
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.domains.vault import life, scenes
from tests.kernel.witness import codes


@pytest.fixture
def carrier(company: Cast, at: Ticker) -> Carrier:
    return scenes.filled(company, at, grade="core").carrier


def agreed(cast: Cast, at: Ticker, *carriers: Carrier) -> Destruction:
    """By everybody but the committee, if it is asked at all."""
    return life.approved(cast, at, *carriers)


def carried(cast: Cast, at: Ticker, destruction: Destruction) -> AgendaItem:
    """Before a meeting in which all may see its entry, and voted in favour of."""
    item = meetings.in_session(cast, at, meetings.with_item(cast, at, matter=destruction))
    clear_for_matter(item, because="销毁审议", by=cast["office"], at=at())
    meetings.carried(cast, at, item)
    return item


def resolve(cast: Cast, at: Ticker, destruction: Destruction) -> Resolution:
    item = carried(cast, at, destruction)
    return deciding.decide(
        meetings.again(item), followed=meetings.NO_LEAD, by=cast["office"], at=at()
    )


def test_the_last_carrier_goes_by_a_resolution(company: Cast, at: Ticker, carrier: Carrier) -> None:
    asked = agreed(company, at, carrier)
    assert asked.state == "requested"
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    with pytest.raises(Refused):
        actions.destroy(life.again(asked), spot=spot, by=company["custodian"], at=at())
    assert not any(
        may(one, "vault.follow_resolution", asked, at()) for one in company.persons.values()
    )
    resolution = resolve(company, at, asked)
    assert life.again(asked).state == "approved"
    assert BodyDecision.objects.get(step__approval__record_id=asked.pk).basis_id == resolution.pk
    assert Entry.objects.filter(verb="vault.follow_resolution", outcome="done").count() == 1
    spot = actions.OnTheSpot(done_on=local_day(at.now))
    actions.destroy(life.again(asked), spot=spot, by=company["custodian"], at=at())
    assert life.fresh(carrier).state == "destroyed"


def test_while_something_is_left_the_leader_is_the_last(
    company: Cast, at: Ticker, carrier: Carrier
) -> None:
    life.sample(company, at, TradeSecret.objects.get(pk=carrier.secret_id))
    assert agreed(company, at, carrier).state == "approved"


def test_nothing_is_adopted_while_a_legal_case_holds_it(
    company: Cast, at: Ticker, carrier: Carrier
) -> None:
    asked = agreed(company, at, carrier)
    item = carried(company, at, asked)
    secret = TradeSecret.objects.get(pk=carrier.secret_id)
    hold(secret, held=True, note="诉讼", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        deciding.decide(
            meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
        )
    assert codes(refused) == ["legal_hold"]
    assert not Resolution.objects.filter(matter=asked.pk).exists()
    assert life.again(asked).state == "requested"
