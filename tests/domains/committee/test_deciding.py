"""A resolution takes effect on its matter: when it was carried, at once, and exactly once."""

import pytest

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.facts import waiting_for
from shoumi.domains.committee.models import Resolution, Vote
from shoumi.domains.register.actions import file
from shoumi.domains.register.models import TradeSecret
from shoumi.journeys import deciding
from shoumi.kernel.actions import Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.approvals.models import Approval, BodyDecision
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.kernel.approvals.test_approvals import bend_hash
from tests.kernel.witness import codes


@pytest.fixture
def secret(company: Cast, at: Ticker) -> TradeSecret:
    return meetings.waiting_secret(company, at)


def test_the_committee_grades_a_core_secret(company: Cast, at: Ticker, secret: TradeSecret) -> None:
    assert [one.record_id for one in waiting_for(company["office"], at.now)] == [secret.pk]
    item = meetings.with_item(company, at, title="", matter=secret)
    assert not waiting_for(company["office"], at.now)
    meetings.notified(company, at, item)
    actions.clear_for_matter(
        meetings.again(item), because="审议需要", by=company["office"], at=at()
    )
    item = meetings.in_session(company, at, item, told=True)
    vote = meetings.carried(company, at, item, text="同意定为核心商密。")
    assert vote.state == Vote.State.ADOPTED
    resolution = deciding.decide(
        meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
    )
    secret.refresh_from_db()
    assert secret.state == "approved"
    assert BodyDecision.objects.get().basis_id == resolution.pk
    assert resolution.state == "closed"
    assert resolution.effected_entry is not None
    assert Entry.objects.get(uid=resolution.effected_entry).verb == "register.follow_resolution"
    assert file(secret, by=company["office"], at=at()).state == "active"


@pytest.fixture
def carried(company: Cast, at: Ticker, secret: TradeSecret) -> Vote:
    """A vote on the secret that was carried and is not adopted yet."""
    item = meetings.with_item(company, at, title="", matter=secret)
    meetings.notified(company, at, item)
    actions.clear_for_matter(
        meetings.again(item), because="审议需要", by=company["office"], at=at()
    )
    item = meetings.in_session(company, at, item, told=True)
    return meetings.carried(company, at, item)


def adopt(company: Cast, at: Ticker, vote: Vote) -> Resolution:
    item = meetings.again(vote.item)
    return deciding.decide(item, followed=meetings.NO_LEAD, by=company["office"], at=at())


def test_it_takes_effect_once(company: Cast, at: Ticker, carried: Vote) -> None:
    adopt(company, at, carried)
    with pytest.raises(Refused) as refused:
        adopt(company, at, carried)
    assert codes(refused) == ["item_settled"]
    assert BodyDecision.objects.count() == Resolution.objects.count() == 1


def test_without_its_effect_nothing_is_adopted(company: Cast, at: Ticker, carried: Vote) -> None:
    with pytest.raises(Refused) as refused:
        actions.adopt_resolution(
            meetings.again(carried.item), followed=meetings.NO_LEAD, by=company["office"], at=at()
        )
    assert codes(refused) == ["no_effect"]
    assert not Resolution.objects.exists()
    assert Entry.objects.latest("id").outcome == "refused"


def test_what_changed_since_is_not_resolved(
    company: Cast, at: Ticker, secret: TradeSecret, carried: Vote
) -> None:
    bend_hash(Approval.objects.get().pk)
    with pytest.raises(Refused) as refused:
        adopt(company, at, carried)
    assert codes(refused) == ["content_changed"]
    assert not Resolution.objects.exists()
    secret.refresh_from_db()
    assert secret.state == "proposed"


def test_before_a_vote_was_carried_nothing_is_resolved(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at, matter=secret))
    with pytest.raises(Refused) as refused:
        deciding.decide(item, followed=meetings.NO_LEAD, by=company["office"], at=at())
    assert codes(refused) == ["not_carried"]


def test_members_who_may_not_see_the_matter_keep_out_and_may_cost_the_quorum(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    item = meetings.in_session(company, at, meetings.with_item(company, at, matter=secret))
    with pytest.raises(Refused) as refused:
        meetings.opened(company, at, item)
    assert codes(refused) == ["no_quorum"]
    assert not item.recusals.exists()
    actions.clear_for_matter(
        meetings.again(item), because="审议需要", by=company["office"], at=at()
    )
    assert meetings.carried(company, at, item).present == 10


def test_the_director_decides_meanwhile_and_the_next_meeting_ratifies(
    company: Cast, at: Ticker, secret: TradeSecret
) -> None:
    interim = deciding.decide_meanwhile(
        entity=company.units["YL"], text="先行定为核心商密，报下次会议追认。", matter=secret,
        verdict="agree", followed=meetings.NO_LEAD, by=company["chair"], at=at(),
    )  # fmt: skip
    secret.refresh_from_db()
    assert (secret.state, interim.is_interim, interim.ratified_by) == ("approved", True, None)
    meeting = meetings.called(company, at)
    item = meeting.items.get()
    assert item.matter_id == interim.pk
    item = meetings.in_session(company, at, item)
    meetings.carried(company, at, item, text="予以追认。")
    resolution = deciding.decide(
        meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
    )
    assert Resolution.objects.get(pk=interim.pk).ratified_by_id == resolution.pk
    assert not meetings.called(company, at).items.exists()


@pytest.mark.parametrize("who", ["leader", "head", "office", "sister_leader"])
def test_nobody_but_the_director_decides_meanwhile(
    company: Cast, at: Ticker, secret: TradeSecret, who: str
) -> None:
    with pytest.raises(Refused):
        deciding.decide_meanwhile(
            entity=company.units["YL"], text="先定。", matter=secret, verdict="agree",
            followed=meetings.NO_LEAD, by=company[who], at=at(),
        )  # fmt: skip


def test_nothing_is_decided_meanwhile_twice(company: Cast, at: Ticker, secret: TradeSecret) -> None:
    def decided(verdict: str) -> Resolution:
        return deciding.decide_meanwhile(
            entity=company.units["YL"], text="决定如下。", matter=secret, verdict=verdict,
            followed=meetings.NO_LEAD, by=company["chair"], at=at(),
        )  # fmt: skip

    assert decided("refuse").verdict == "refuse"
    with pytest.raises(Refused) as refused:
        decided("agree")
    assert codes(refused) == ["begun_anew"]
